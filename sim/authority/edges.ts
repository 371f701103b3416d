/**
 * The sites that answer: which records and which health statuses have reached each, and so how it decides what it is
 * asked. Record changes and statuses travel independently; on one edge a later change of
 * a kind never overtakes an earlier one.
 */
import type { Engine, EventKind } from '../engine/engine.ts';
import type { RecordSpec } from '../scenario.ts';
import type { Seconds } from '../settings.ts';
import type { AtStart } from './at-start.ts';
import type { Decision } from './decision.ts';
import type { StatusRules } from './health/status.ts';
import type { LookedUp } from './looked-up.ts';
import type { Origin } from './origin.ts';
import type { Views } from './question.ts';

/** News on its way to an edge. */
type News =
  | { readonly edge: number; readonly question: number; readonly generation: number }
  | { readonly edge: number; readonly check: string; readonly healthy: boolean };

/** When the first and the last edge hear of something. */
export interface Reach {
  readonly firstEdgeAt: Seconds;
  readonly lastEdgeAt: Seconds;
}

export class Edges {
  readonly count: number;
  readonly #engine: Engine;
  readonly #questions: readonly LookedUp[];
  readonly #views: Views;
  readonly #rules: StatusRules;
  /** By view. */
  readonly #initial: readonly (Decision | undefined)[];
  /** By edge × views + view. */
  readonly #decisions: (Decision | undefined)[];
  /** By edge × questions + question. */
  readonly #generations: Int32Array;
  /** By edge × checks + check: 1 while its checkers find it healthy. */
  readonly #statuses: Uint8Array;
  /** When the last change sent to an edge arrives there. */
  readonly #recordsAt: Float64Array;
  readonly #statusesAt: Float64Array;
  readonly #news: News[] = [];
  readonly #arrived: EventKind;
  readonly #listeners: ((edge: number, view: number) => void)[] = [];

  /**
   * @param count edges of the zone that has most
   */
  constructor(count: number, { questions, views, decisions, rules }: AtStart, engine: Engine) {
    this.count = count;
    this.#engine = engine;
    this.#questions = questions;
    this.#views = views;
    this.#rules = rules;
    this.#initial = decisions;
    this.#decisions = Array.from({ length: count }, () => this.#initial).flat();
    this.#generations = new Int32Array(count * questions.length);
    const atStart = Array.from({ length: rules.count }, (_, row) => (rules.atStart(row) ? 1 : 0));
    this.#statuses = Uint8Array.from(Array.from({ length: count }, () => atStart).flat());
    this.#recordsAt = new Float64Array(count).fill(Number.NEGATIVE_INFINITY);
    this.#statusesAt = new Float64Array(count * rules.count).fill(Number.NEGATIVE_INFINITY);
    this.#arrived = engine.on('health and edges', (row) => this.#arrive(this.#news[row] as News));
  }

  /** How every edge decides at the start; undefined: a negative answer. */
  initial(view: number): Decision | undefined {
    return this.#initial[view];
  }

  /** How an edge decides now; undefined: a negative answer. */
  decisionAt(edge: number, view: number): Decision | undefined {
    return this.#decisions[edge * this.#views.count + view];
  }

  /** Record changes of a question that have reached an edge. */
  generationAt(edge: number, question: number): number {
    return this.#generations[edge * this.#questions.length + question] as number;
  }

  /** Calls `listener` whenever an edge begins to decide otherwise. */
  onChange(listener: (edge: number, view: number) => void): void {
    this.#listeners.push(listener);
  }

  /**
   * Sends the last generation of some questions to the first `count` edges, together: a change batch is atomic.
   *
   * @param lag drawn once for each edge
   */
  publish(questions: readonly number[], count: number, lag: () => Seconds): void {
    for (let edge = 0; edge < count; edge++) {
      const at = Math.max(this.#engine.now + lag(), this.#recordsAt[edge] as number);
      this.#recordsAt[edge] = at;
      for (const question of questions) {
        const { generation } = this.#questions[question] as LookedUp;
        this.#send(at, { edge, question, generation });
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
    if ('question' in news) {
      this.#generations[news.edge * this.#questions.length + news.question] = news.generation;
      this.#look(news.edge, news.question);
      return;
    }
    const { edge, check, healthy } = news;
    this.#statuses[edge * this.#rules.count + this.#rules.rowOf(check)] = healthy ? 1 : 0;
    const concerned = this.#rules.followersOf(check);
    for (const [row, question] of this.#questions.entries()) {
      const generation = this.generationAt(edge, row);
      if (concerned.some((one) => question.looksAt(generation, one))) this.#look(edge, row);
    }
  }

  /** How an edge decides a question, given what it has heard. */
  #look(edge: number, question: number): void {
    const isHealthy = ({ healthCheck }: Pick<RecordSpec, 'healthCheck'>) =>
      healthCheck === null || this.#isHealthy(edge, healthCheck);
    const generation = this.generationAt(edge, question);
    for (const view of this.#views.from(question)) {
      const cell = edge * this.#views.count + view;
      const origin = this.#views.origins[this.#views.originOf(view)] as Origin;
      const decision = this.#questions[question]?.decide(generation, origin, isHealthy);
      if (decision === this.#decisions[cell]) continue;
      this.#decisions[cell] = decision;
      for (const listener of this.#listeners) listener(edge, view);
    }
  }

  #isHealthy(edge: number, check: string): boolean {
    const first = edge * this.#rules.count;
    return this.#rules.isHealthy(check, (row) => this.#statuses[first + row] === 1);
  }
}
