/** Outages of name servers and of resolvers: who of them answers what, while some are in force. */
import { drawn } from './random/drawn.ts';
import type { Stream } from './random/stream.ts';
import type { EventSpec, OutageAnswer, OutageSpec } from './scenario.ts';

export function isOutage<E extends Pick<EventSpec, 'verb'>>(
  event: E,
): event is Extract<E, { readonly verb: OutageSpec['verb'] }> {
  return event.verb === 'authorityOutage' || event.verb === 'resolverOutage';
}

/** Name servers of a hosted zone (Route 53 Developer Guide: a delegation set has four). */
export const NAME_SERVERS = 4;

/** What comes back from someone asked: from as usual to nothing. */
export const Reply = { usual: 0, refused: 1, servfail: 2, silence: 3 } as const;
export type Reply = (typeof Reply)[keyof typeof Reply];

const REPLIES: Readonly<Record<OutageAnswer, Reply>> = {
  refused: Reply.refused,
  servfail: Reply.servfail,
  silent: Reply.silence,
};
const KINDS = 4;

/** Who is struck, by row. Of outages that overlap the worse one shows: silence, then SERVFAIL, then REFUSED. */
export class Outages {
  /** By row and reply: outages in force. */
  readonly #counts: Uint16Array;
  /** By event: the rows that it strikes while it is in force. */
  readonly #struck = new Map<string, readonly number[]>();

  constructor(rows: number) {
    this.#counts = new Uint16Array(rows * KINDS);
  }

  /** Whether any is in force. */
  get areAny(): boolean {
    return this.#struck.size > 0;
  }

  /** What a row answers now. */
  replyOf(row: number): Reply {
    for (let reply: number = Reply.silence; reply > Reply.usual; reply--)
      if ((this.#counts[row * KINDS + reply] as number) > 0) return reply as Reply;
    return Reply.usual;
  }

  begin({ name, answer }: OutageSpec, rows: readonly number[]): void {
    this.#struck.set(name, rows);
    this.#count(rows, answer, 1);
  }

  end({ name, answer }: OutageSpec): void {
    this.#count(this.#struck.get(name) ?? [], answer, -1);
    this.#struck.delete(name);
  }

  #count(rows: readonly number[], answer: OutageAnswer, by: 1 | -1): void {
    for (const row of rows) {
      const cell = row * KINDS + REPLIES[answer];
      this.#counts[cell] = (this.#counts[cell] as number) + by;
    }
  }
}

/** `wanted` rows of `count`; where that is all, nothing is drawn. */
export function struckRows(wanted: number, count: number, stream: Stream): readonly number[] {
  return wanted < count ? drawn(wanted, count, stream) : Array.from({ length: count }, (_, i) => i);
}
