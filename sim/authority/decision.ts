/** What an edge answers a question with, given which records and which health statuses have reached it. */
import type { Coefficients } from '../metrics/followers.ts';
import type { Stream } from '../random/stream.ts';
import type { RecordSpec } from '../scenario.ts';
import type { Answer } from './answer.ts';
import type { Level } from './level.ts';
import type { Asked, Asker, TtlChance } from './routing/policy.ts';

export class Decision {
  /** The level at the question's own name. */
  readonly top: Level;
  /** Record changes made so far to its records, of which this is the result. */
  readonly generation: number;

  constructor(top: Level, generation: number) {
    this.top = top;
    this.generation = generation;
  }

  /** The record sets at the question's own name that may answer. */
  get records(): readonly RecordSpec[] {
    return this.top.records;
  }

  /** Composes one answer; `count` 0 without a link is a negative one. */
  answer(stream: Stream, asker: Asker, out: Answer): void {
    this.top.answer(stream, asker, out);
    out.generation = this.generation;
  }

  /** TTLs of its answers to an asker and their chances. */
  ttlLaw(asker: Asked): readonly TtlChance[] {
    return this.top.ttlLaw(asker);
  }

  /**
   * Adds `scale` times the intended share of each address row, and of each question that a CNAME leads to.
   *
   * @param linked by question
   */
  intended(share: Float64Array, scale: number, linked: Float64Array): void {
    this.top.intended(share, scale, linked);
  }

  /**
   * How far its answers, and single picks inside them, stray from the intended shares: the
   * weights of G² and H² in expected CV² (model.md part 6, written for any shares).
   *
   * With Xᵢ the part of an answer's addresses that lead to backend i and pᵢ its intended share:
   * c₁ = Σ Var(Xᵢ)/pᵢ and c₂ = Σ E[Xᵢ(1 − Xᵢ)]/pᵢ. For a uniform k of N, pᵢ = 1/N, they are N/k − 1 and
   * N(1 − 1/k).
   */
  coefficients(backendOf: Int32Array, intended: Float64Array): Coefficients {
    let content = 0;
    let choice = 0;
    for (let backend = 0; backend < intended.length; backend++) {
      const p = intended[backend] as number;
      if (p === 0) continue;
      const { mean, variance } = this.top.partOf(backend, backendOf);
      content += variance / p;
      choice += (mean - mean * mean - variance) / p;
    }
    return { content, choice };
  }
}
