import * as z from 'zod/mini';
import type { Stream } from '../../random/stream.ts';
import { type PerSecond, real, type Seconds } from '../../settings.ts';
import { type ArrivalTimes, arrivalProcess, type Particulars } from './process.ts';

/** What a file of requests holds, row by row in the order of time. */
export interface Replay {
  /** As the scenario calls it. */
  readonly file: string;
  /** From virtual time 0 on. */
  readonly times: Float64Array;
  /** Requests of a row, 1 or more; null: one each. */
  readonly counts: Int32Array | null;
  /** Clients in the order in which they appear; −1, or null: any. */
  readonly clients: Int32Array | null;
  /** Rows of `resolverNames`; −1, or null: any. */
  readonly resolvers: Int32Array | null;
  readonly resolverNames: readonly string[];
  /** Rows of the group's look-ups; −1, or null: any. */
  readonly names: Int32Array | null;
  /** Seconds of work; −1, or null: as the serving backend's law says. */
  readonly services: Float64Array | null;
  /** After so long the file begins anew; null: it ends. */
  readonly period: Seconds | null;
  /** Requests a second while it lasts. */
  readonly rate: PerSecond;
}

/** How a file is to be read: what stands behind `replay`, until it has been. */
export interface ReplayFile {
  readonly file: string;
  readonly columns: Readonly<Partial<Record<ReplayColumn, string>>>;
  readonly speed: number;
  readonly loop: boolean;
  /** Seconds, or a time in ISO 8601; null: that of the first row. */
  readonly origin: number | string | null;
}

export const REPLAY_COLUMNS = ['time', 'client', 'resolver', 'name', 'count', 'service'] as const;
export type ReplayColumn = (typeof REPLAY_COLUMNS)[number];

/** Before time 0, requests of rows drawn at random, as often as the file has them on average; then the file. */
class ReplayTimes implements ArrivalTimes {
  readonly particulars: Particulars = { client: -1, resolver: -1, name: -1, service: -1 };
  readonly #replay: Replay;
  readonly #stream: Stream;
  #before: Seconds;
  #row = -1;
  /** Requests of the row still to come. */
  #left = 0;
  #since: Seconds = 0;

  constructor(replay: Replay, stream: Stream, from: Seconds) {
    this.#replay = replay;
    this.#stream = stream;
    this.#before = replay.rate > 0 ? from : 0;
  }

  next(): Seconds {
    const { times, rate, period } = this.#replay;
    if (this.#before < 0) {
      this.#before += this.#stream.exponential() / rate;
      if (this.#before < 0) {
        this.#tell(this.#stream.below(times.length));
        return this.#before;
      }
    }
    if (this.#left === 0) {
      this.#row += 1;
      if (this.#row === times.length) {
        if (period === null) return Number.POSITIVE_INFINITY;
        this.#row = 0;
        this.#since += period;
      }
      this.#left = this.#replay.counts?.[this.#row] ?? 1;
    }
    this.#left -= 1;
    this.#tell(this.#row);
    return this.#since + (times[this.#row] as number);
  }

  #tell(row: number): void {
    const { clients, resolvers, names, services } = this.#replay;
    this.particulars.client = clients?.[row] ?? -1;
    this.particulars.resolver = resolvers?.[row] ?? -1;
    this.particulars.name = names?.[row] ?? -1;
    this.particulars.service = services?.[row] ?? -1;
  }
}

const column = z.string({ error: 'expected the name of a column' });
const isTime = z.union([real(-1e12, 1e12), z.string()], {
  error: 'expected seconds, or a time such as 2026-03-01T12:00:00Z',
});

export const replay = arrivalProcess<Replay>({
  name: 'replay',
  summary: 'Requests as a file has them, the same in every replication.',
  needsRequests: 'each of its requests is one of a file',
  // The reader puts what the file holds in the place of its name.
  settings: z
    .string({ error: 'expected the path of a file' })
    .check(z.minLength(1, { error: 'expected the path of a file' })) as never,
  options: {
    columns: z.optional(
      z.strictObject(Object.fromEntries(REPLAY_COLUMNS.map((name) => [name, z.optional(column)]))),
    ),
    speed: z.optional(real(1e-6, 1e6)),
    loop: z.optional(z.boolean({ error: 'expected true or false' })),
    origin: z.optional(isTime),
  },
  poisson: false,
  divisible: false,
  isOwn: 'a file says itself whose requests are whose, in its column client',
  meanRate: ({ rate }) => rate,
  begin: (settings, stream) => (from) => new ReplayTimes(settings, stream, from),
});
