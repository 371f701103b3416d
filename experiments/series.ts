/** The series of the result document: what happened in each window, over replications. */
import { FAILURES, type Measurements } from '../sim/measurements.ts';
import { serverOf } from '../sim/metrics/measures/served.ts';
import { byWindow } from '../sim/metrics/measures/windows.ts';
import { peakToMean } from '../sim/metrics/skew.ts';
import type { Series, SeriesOf } from './result.ts';
import { WindowMoments } from './window-moments.ts';

const ONE = () => 1;
const at = (values: ArrayLike<number>) => (w: number) => values[w] as number;
const column = (table: Float64Array, width: number, c: number) => (w: number) =>
  table[w * width + c] as number;

/** Windows of all replications, folded one replication at a time: memory as for one. */
export class SeriesTally {
  readonly #full: boolean;
  readonly #columns = new Map<string, WindowMoments>();
  #starts: readonly number[] = [];
  #backends: readonly string[] = [];
  /** Whether any connection stays open for a while; told by the first replication. */
  #connects: boolean | null = null;

  /** @param detail `full` keeps what intervals need, `mean` means only */
  constructor(detail: 'mean' | 'full') {
    this.#full = detail === 'full';
  }

  fold(m: Measurements): void {
    this.#starts = m.windowStarts;
    this.#backends = m.backends.names;
    const { names, requests, failed, intended } = m.backends;
    names.forEach((name, i) => {
      this.#fold(`backends ${name} requests`, column(requests, names.length, i));
      this.#fold(`backends ${name} failed`, column(failed, names.length, i));
      this.#fold(`backends ${name} intendedShare`, column(intended, names.length, i));
    });
    this.#connects ??= m.backends.openSeconds.some((open) => open > 0);
    names.forEach((name, i) => {
      this.#foldServer(m, name, i);
      if (this.#connects)
        this.#fold(
          `backends ${name} openConnections`,
          column(m.backends.openSeconds, names.length, i),
          windowSeconds(m),
        );
    });
    m.clients.forEach(({ made, completed, attempts, failures }, i) => {
      this.#fold(`clients ${i} made`, at(made));
      this.#fold(`clients ${i} completed`, at(completed));
      this.#fold(`clients ${i} failed`, (w) => rowSum(failures, FAILURES.length, w));
      this.#fold(`clients ${i} attempts`, at(attempts));
    });
    m.resolvers.forEach(({ queries, hits }, i) => {
      this.#fold(`resolvers ${i} queries`, at(queries));
      this.#fold(`resolvers ${i} hitRatio`, at(hits), at(queries));
    });
    this.#fold('authority queries', at(m.authority.queries));
    this.#foldMeasured('skew peakToMean', byWindow(m, 'requests', peakToMean));
    this.#foldMeasured('skew floor', byWindow(m, 'twin', peakToMean));
  }

  /**
   * The series so far.
   *
   * @param clients names of the client groups, in the scenario's order
   * @param resolvers the same of the resolver groups
   */
  document(clients: readonly string[], resolvers: readonly string[]): Series {
    const of = (key: string) => this.#series(key);
    const orNull = (key: string) => (this.#columns.has(key) ? of(key) : null);
    return {
      windowStartSeconds: this.#starts,
      backends: Object.fromEntries(
        this.#backends.map((name) => [
          name,
          {
            requests: of(`backends ${name} requests`),
            failed: of(`backends ${name} failed`),
            intendedShare: of(`backends ${name} intendedShare`),
            openConnections: orNull(`backends ${name} openConnections`),
            utilisation: orNull(`backends ${name} utilisation`),
            queueMean: orNull(`backends ${name} queueMean`),
            p99Seconds: orNull(`backends ${name} p99Seconds`),
          },
        ]),
      ),
      clients: Object.fromEntries(
        clients.map((name, i) => [
          name,
          {
            made: of(`clients ${i} made`),
            completed: of(`clients ${i} completed`),
            failed: of(`clients ${i} failed`),
            attempts: of(`clients ${i} attempts`),
          },
        ]),
      ),
      resolvers: Object.fromEntries(
        resolvers.map((name, i) => [
          name,
          { queries: of(`resolvers ${i} queries`), hitRatio: of(`resolvers ${i} hitRatio`) },
        ]),
      ),
      authority: { queries: of('authority queries') },
      skew: { peakToMean: of('skew peakToMean'), floor: of('skew floor') },
    };
  }

  #foldServer(m: Measurements, name: string, i: number): void {
    const servers = serverOf(m, i);
    if (!servers) return;
    const of = (table: Float64Array) => column(table, m.backends.names.length, i);
    const seconds = windowSeconds(m);
    const workers = servers.workers[i] as number;
    this.#fold(
      `backends ${name} utilisation`,
      of(servers.busySeconds),
      (w) => workers * seconds(w),
    );
    this.#fold(`backends ${name} queueMean`, of(servers.queueSeconds), seconds);
    const p99 = of(servers.p99Seconds);
    this.#foldMeasured(
      `backends ${name} p99Seconds`,
      m.windowStarts.map((_, w) => (Number.isNaN(p99(w)) ? null : p99(w))),
    );
  }

  #series(key: string): SeriesOf {
    return this.#columns.get(key)?.series() ?? [];
  }

  /** Windows without a value count for nothing. */
  #foldMeasured(key: string, values: readonly (number | null)[]): void {
    this.#fold(
      key,
      (w) => values[w] ?? 0,
      (w) => (values[w] == null ? 0 : 1),
    );
  }

  #fold(key: string, y: (w: number) => number, x: (w: number) => number = ONE): void {
    const moments = this.#columns.get(key) ?? new WindowMoments(this.#starts.length, this.#full);
    this.#columns.set(key, moments);
    moments.fold(y, x);
  }
}

/** How long each window is; the last one may be cut. */
function windowSeconds({ windowStarts, span }: Measurements): (w: number) => number {
  const end = (windowStarts[0] as number) + span;
  return (w) => (windowStarts[w + 1] ?? end) - (windowStarts[w] as number);
}

function rowSum(table: Float64Array, width: number, w: number): number {
  let sum = 0;
  for (let c = 0; c < width; c++) sum += table[w * width + c] as number;
  return sum;
}
