/**
 * The intended share of every backend, integrated over time: what each would get if every request were its own
 * authority query with a uniform pick inside the answer, under the records of the moment (model.md part 6).
 */
import { meanOf } from '../random/index.ts';
import type { Scenario } from '../scenario.ts';
import type { Seconds } from '../settings.ts';
import type { Recorder } from './recorder.ts';

export class Intended {
  readonly #recorder: Recorder;
  readonly #first: number;
  /** Columns of the seconds for which a backend is meant to get nothing. */
  readonly #absent: number;
  readonly #now: Float64Array;
  #since: Seconds = 0;

  constructor(recorder: Recorder, backends: number) {
    this.#recorder = recorder;
    this.#first = recorder.columns(backends);
    this.#absent = recorder.columns(backends);
    this.#now = new Float64Array(backends);
  }

  /** The shares from `at` on; they sum to 1, or to 0 when no backend is meant to get anything. */
  become(shares: Float64Array, at: Seconds): void {
    this.pass(at);
    this.#now.set(shares);
  }

  /** Accounts for the time up to `at`; to be called at every window's edge, before the row changes. */
  pass(at: Seconds): void {
    const seconds = at - this.#since;
    this.#since = at;
    for (let i = 0; i < this.#now.length; i++) {
      const share = this.#now[i] as number;
      if (share === 0) this.#recorder.add(this.#absent + i, seconds);
      else this.#recorder.add(this.#first + i, share * seconds);
    }
  }

  /**
   * Mean shares by window, the same of members only, and over the whole measured span. A member of a window is
   * meant to get something during all of it: one that left at its beginning may still be sent much more than its
   * mean share of nearly nothing.
   */
  means() {
    const width = this.#now.length;
    const byWindow = this.#recorder.byWindow(this.#first, width);
    const whole = new Float64Array(width);
    for (let i = 0; i < byWindow.length; i++)
      whole[i % width] = (whole[i % width] as number) + (byWindow[i] as number);
    for (let w = 0; w * width < byWindow.length; w++)
      normalise(byWindow.subarray(w * width, (w + 1) * width));
    normalise(whole);
    const absent = this.#recorder.byWindow(this.#absent, width);
    const ofMembers = byWindow.map((share, i) => (absent[i] === 0 ? share : 0));
    return { byWindow, ofMembers, whole };
  }
}

/** Scales a row to sum 1, if it sums to anything. */
export function normalise(row: Float64Array): void {
  const sum = row.reduce((total, value) => total + value, 0);
  if (sum > 0) for (let i = 0; i < row.length; i++) row[i] = (row[i] as number) / sum;
}

/**
 * What skew is judged against: the records' shares, equal shares, shares by capacity (workers by mean service time), or
 * `targetShare` where a backend has one (the others then divide the rest in proportion). Changes `shares` in place.
 */
export function applyTargets(
  shares: Float64Array,
  { skewAgainst, backends }: Pick<Scenario, 'skewAgainst' | 'backends'>,
): void {
  if (skewAgainst === 'equal') shares.fill(1 / shares.length);
  if (skewAgainst === 'capacity') {
    for (const [i, { server }] of backends.entries())
      shares[i] = server ? server.workers / meanOf(server.service) : 0;
    normalise(shares);
  }
  const targets = backends.map((backend) => backend.targetShare);
  if (targets.every((target) => target === null)) return;
  const fixed = targets.reduce<number>((sum, target) => sum + (target ?? 0), 0);
  const rest = shares.reduce((sum, value, i) => sum + (targets[i] === null ? value : 0), 0);
  targets.forEach((target, i) => {
    shares[i] = target ?? (rest > 0 ? ((shares[i] as number) * (1 - fixed)) / rest : 0);
  });
}
