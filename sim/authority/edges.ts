/**
 * The sites that answer: which records and which health statuses have reached each, and so from which version of
 * a name's record sets it answers. Record changes and statuses travel independently; on one edge a later change of
 * a kind never overtakes an earlier one.
 */
import type { Engine, EventKind } from '../engine/engine.ts';
import type { HealthCheckSpec, RecordSpec } from '../scenario.ts';
import type { Seconds } from '../settings.ts';
import { StatusRules } from './health/status.ts';
import type { LookedUp } from './looked-up.ts';
import type { GroupVersion } from './record-group.ts';

/** News on its way to an edge. */
type News =
  | { readonly edge: number; readonly name: number; readonly generation: number }
  | { readonly edge: number; readonly check: string; readonly healthy: boolean };

/** When the first and the last edge hear of something. */
export interface Reach {
  readonly firstEdgeAt: Seconds;
  readonly lastEdgeAt: Seconds;
}

export class Edges {
  readonly count: number;
  readonly #engine: Engine;
  readonly #names: readonly LookedUp[];
  readonly #rules: StatusRules;
  readonly #initial: readonly (GroupVersion | undefined)[];
  /** By edge × names + name. */
  readonly #versions: (GroupVersion | undefined)[];
  readonly #generations: Int32Array;
  /** By edge × checks + check: 1 while its checkers find it healthy. */
  readonly #statuses: Uint8Array;
  /** When the last change sent to an edge arrives there. */
  readonly #recordsAt: Float64Array;
  readonly #statusesAt: Float64Array;
  readonly #news: News[] = [];
  readonly #arrived: EventKind;
  readonly #listeners: ((edge: number, name: number) => void)[] = [];

  /**
   * @param count edges of the zone that has most
   * @param checks whose checkers find no fault at the start
   */
  constructor(
    count: number,
    names: readonly LookedUp[],
    checks: readonly HealthCheckSpec[],
    engine: Engine,
  ) {
    this.count = count;
    this.#engine = engine;
    this.#names = names;
    this.#rules = new StatusRules(checks);
    const isHealthy = ({ healthCheck }: RecordSpec) =>
      healthCheck === null || this.#rules.isHealthy(healthCheck, () => true);
    this.#initial = names.map((name) => name.version(0, isHealthy));
    this.#versions = Array.from({ length: count }, () => this.#initial).flat();
    this.#generations = new Int32Array(count * names.length);
    this.#statuses = new Uint8Array(count * checks.length).fill(1);
    this.#recordsAt = new Float64Array(count).fill(Number.NEGATIVE_INFINITY);
    this.#statusesAt = new Float64Array(count * checks.length).fill(Number.NEGATIVE_INFINITY);
    this.#arrived = engine.on('health and edges', (row) => this.#arrive(this.#news[row] as News));
  }

  /** What every edge answers a name from at the start; undefined: a negative answer. */
  initial(name: number): GroupVersion | undefined {
    return this.#initial[name];
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
   * Sends to every edge what the checkers of a check find.
   *
   * @param lag drawn once for each edge
   */
  announce(name: string, healthy: boolean, lag: () => Seconds): Reach {
    const check = this.#rules.rowOf(name);
    let firstEdgeAt = Number.POSITIVE_INFINITY;
    let lastEdgeAt = Number.NEGATIVE_INFINITY;
    for (let edge = 0; edge < this.count; edge++) {
      const cell = edge * this.#rules.count + check;
      const at = Math.max(this.#engine.now + lag(), this.#statusesAt[cell] as number);
      this.#statusesAt[cell] = at;
      this.#send(at, { edge, check: name, healthy });
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
    this.#statuses[edge * this.#rules.count + this.#rules.rowOf(check)] = healthy ? 1 : 0;
    const concerned = this.#rules.followersOf(check);
    for (const [row, name] of this.#names.entries()) {
      const generation = this.generationAt(edge, row);
      if (concerned.some((one) => name.looksAt(generation, one))) this.#look(edge, row);
    }
  }

  /** Finds the version that what an edge has heard makes. */
  #look(edge: number, name: number): void {
    const cell = edge * this.#names.length + name;
    const isHealthy = ({ healthCheck }: RecordSpec) =>
      healthCheck === null || this.#isHealthy(edge, healthCheck);
    const version = this.#names[name]?.version(this.#generations[cell] as number, isHealthy);
    if (version === this.#versions[cell]) return;
    this.#versions[cell] = version;
    for (const listener of this.#listeners) listener(edge, name);
  }

  #isHealthy(edge: number, check: string): boolean {
    const first = edge * this.#rules.count;
    return this.#rules.isHealthy(check, (row) => this.#statuses[first + row] === 1);
  }
}
