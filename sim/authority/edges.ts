/**
 * The sites that answer: which records and which health statuses have reached each, and so from which version of
 * a name's record sets it answers. Record changes and statuses travel independently; on one edge a later change of
 * a kind never overtakes an earlier one.
 */
import type { Engine, EventKind } from '../engine/engine.ts';
import type { RecordSpec } from '../scenario.ts';
import type { Seconds } from '../settings.ts';
import type { LookedUp } from './looked-up.ts';
import type { GroupVersion } from './record-group.ts';

/** News on its way to an edge. */
type News =
  | { readonly edge: number; readonly name: number; readonly generation: number }
  | { readonly edge: number; readonly check: number; readonly healthy: boolean };

/** When the first and the last edge hear of something. */
export interface Reach {
  readonly firstEdgeAt: Seconds;
  readonly lastEdgeAt: Seconds;
}

export class Edges {
  readonly count: number;
  readonly #engine: Engine;
  readonly #names: readonly LookedUp[];
  readonly #checks: ReadonlyMap<string, number>;
  readonly #checkNames: readonly string[];
  /** By edge × names + name. */
  readonly #versions: (GroupVersion | undefined)[];
  readonly #generations: Int32Array;
  /** By edge × checks + check: 1 healthy. */
  readonly #statuses: Uint8Array;
  /** When the last change sent to an edge arrives there. */
  readonly #recordsAt: Float64Array;
  readonly #statusesAt: Float64Array;
  readonly #news: News[] = [];
  readonly #arrived: EventKind;
  readonly #listeners: ((edge: number, name: number) => void)[] = [];

  /**
   * @param count edges of the zone that has most
   * @param checks names of the health checks; all are healthy at the start
   */
  constructor(
    count: number,
    names: readonly LookedUp[],
    checks: readonly string[],
    engine: Engine,
  ) {
    this.count = count;
    this.#engine = engine;
    this.#names = names;
    this.#checkNames = checks;
    this.#checks = new Map(checks.map((check, row) => [check, row]));
    const initial = names.map((name) => name.version(0, () => true));
    this.#versions = Array.from({ length: count }, () => initial).flat();
    this.#generations = new Int32Array(count * names.length);
    this.#statuses = new Uint8Array(count * checks.length).fill(1);
    this.#recordsAt = new Float64Array(count).fill(Number.NEGATIVE_INFINITY);
    this.#statusesAt = new Float64Array(count * checks.length).fill(Number.NEGATIVE_INFINITY);
    this.#arrived = engine.on('health and edges', (row) => this.#arrive(this.#news[row] as News));
  }

  /** What an edge answers a name from now; undefined: a negative answer. */
  versionAt(edge: number, name: number): GroupVersion | undefined {
    return this.#versions[edge * this.#names.length + name];
  }

  /** Record changes of a name that have reached an edge. */
  generationAt(edge: number, name: number): number {
    return this.#generations[edge * this.#names.length + name] as number;
  }

  /** Calls `listener` whenever an edge begins to answer a name from another version. */
  onChange(listener: (edge: number, name: number) => void): void {
    this.#listeners.push(listener);
  }

  /**
   * Sends the last generation of some names to the first `count` edges, together: a change batch is atomic.
   *
   * @param lag drawn once for each edge
   */
  publish(names: readonly number[], count: number, lag: () => Seconds): void {
    for (let edge = 0; edge < count; edge++) {
      const at = Math.max(this.#engine.now + lag(), this.#recordsAt[edge] as number);
      this.#recordsAt[edge] = at;
      for (const name of names) {
        const { generation } = this.#names[name] as LookedUp;
        this.#send(at, { edge, name, generation });
      }
    }
  }

  /**
   * Sends a status to every edge.
   *
   * @param lag drawn once for each edge
   */
  announce(name: string, healthy: boolean, lag: () => Seconds): Reach {
    const check = this.#rowOf(name);
    let firstEdgeAt = Number.POSITIVE_INFINITY;
    let lastEdgeAt = Number.NEGATIVE_INFINITY;
    for (let edge = 0; edge < this.count; edge++) {
      const cell = edge * this.#checkNames.length + check;
      const at = Math.max(this.#engine.now + lag(), this.#statusesAt[cell] as number);
      this.#statusesAt[cell] = at;
      this.#send(at, { edge, check, healthy });
      firstEdgeAt = Math.min(firstEdgeAt, at);
      lastEdgeAt = Math.max(lastEdgeAt, at);
    }
    return { firstEdgeAt, lastEdgeAt };
  }

  #send(at: Seconds, news: News): void {
    this.#engine.at(at, this.#arrived, this.#news.push(news) - 1);
  }

  #arrive(news: News): void {
    if ('name' in news) {
      this.#generations[news.edge * this.#names.length + news.name] = news.generation;
      this.#look(news.edge, news.name);
      return;
    }
    const { edge, check, healthy } = news;
    this.#statuses[edge * this.#checkNames.length + check] = healthy ? 1 : 0;
    for (const [row, name] of this.#names.entries()) {
      if (name.looksAt(this.generationAt(edge, row), this.#checkNames[check] as string))
        this.#look(edge, row);
    }
  }

  /** Finds the version that what an edge has heard makes. */
  #look(edge: number, name: number): void {
    const cell = edge * this.#names.length + name;
    const isHealthy = ({ healthCheck }: RecordSpec) =>
      healthCheck === null || this.#hasHeardHealthy(edge, healthCheck);
    const version = this.#names[name]?.version(this.#generations[cell] as number, isHealthy);
    if (version === this.#versions[cell]) return;
    this.#versions[cell] = version;
    for (const listener of this.#listeners) listener(edge, name);
  }

  #hasHeardHealthy(edge: number, check: string): boolean {
    return this.#statuses[edge * this.#checkNames.length + this.#rowOf(check)] === 1;
  }

  #rowOf(check: string): number {
    const row = this.#checks.get(check);
    if (row === undefined) throw new RangeError(`no health check is called ${check}`);
    return row;
  }
}
