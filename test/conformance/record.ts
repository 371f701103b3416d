/** What `npm run conformance` recorded of one program. */
import { readdirSync, readFileSync } from 'node:fs';

type Counts = Readonly<Record<string, number>>;

interface Ordered {
  readonly id: number;
  /** Of the wall clock, whole, when the answer was here. */
  readonly second: number;
  /** Last bytes of the addresses, in their order. */
  readonly order: string;
}

export interface OrdersSeen {
  /** As the authority sent them. */
  readonly sent: string;
  /** First answers, of a fresh name each. */
  readonly misses: Counts;
  /** The first answer of the name that all hits are of. */
  readonly filling: string;
  readonly hits: Counts;
  /** The first of those, one after the other. */
  readonly consecutive: readonly Ordered[];
}

/** One name asked again and again. */
export interface Life {
  readonly ttl: number;
  /** Part of a second of the wall clock that had passed at the first answer. */
  readonly phase: number;
  /** Seconds after the first answer at which the authority was asked again. */
  readonly upstream: readonly number[];
  /** TTLs, each with the age at which it was first seen. */
  readonly shown: readonly { readonly ttl: number; readonly age: number }[];
}

interface Took {
  readonly seconds: number | null;
  readonly code: string | null;
  readonly ttl: number | null;
  readonly addresses: number;
}

export interface Recorded {
  readonly program: string;
  readonly package: string;
  readonly version: string;
  /** The profile that it is held against. */
  readonly profile: string;
  readonly orders: Readonly<Record<string, OrdersSeen>>;
  readonly clamps: readonly {
    readonly ttl: number;
    readonly first: number;
    readonly second: number;
    readonly upstreamQueries: number;
  }[];
  readonly burst: {
    readonly questions: number;
    readonly answered: number;
    readonly upstreamQueries: number;
    readonly orders: Counts;
    readonly consecutive: readonly Ordered[];
    readonly codes: Counts;
  };
  readonly shares: { readonly epochs: number; readonly first: Counts };
  readonly lives: readonly Life[];
  readonly negative: readonly {
    readonly ttl: number;
    readonly code: string;
    readonly upstream: readonly number[];
  }[];
  readonly silence: {
    /** Seconds after the question at which the silent authority was asked. */
    readonly tries: readonly number[];
    readonly answer: Took;
    /** A name whose TTL had run out 1.2 s before, and the same once more. */
    readonly expired: Took;
    readonly expiredAgain: Took;
  };
}

const FOLDER = new URL('recorded/', import.meta.url);

export function records(): Recorded[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')) as Recorded);
}
