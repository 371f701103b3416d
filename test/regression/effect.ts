/** An effect that a scenario of the catalogue shows, and what is left of it in its twin: as theory says. */
import { expect } from 'vitest';
import type { Estimate, Measured, Result } from '../../experiments/result.ts';

/** One number of a result with what theory says of it, in the scenario and in its twin. */
export interface Effect {
  readonly what: string;
  readonly measured: (result: Result) => Measured;
  /** `more`, `less`: theory has no number for it, but it is clearly above, or below, what is left without. */
  readonly withCause: number | 'more' | 'less';
  /** A limit where theory says no more than that. */
  readonly without: number | { readonly atMost: number };
  /** Standard error of what was measured, if the prediction is right. */
  readonly error: (prediction: number, measured: Estimate) => number;
}

/** As the replications show it. */
export const asMeasured: Effect['error'] = (_, { sd, n }) => (sd ?? 0) / Math.sqrt(n);

/** In the scenario: within 4 standard errors, or clearly apart from what is left without its cause. */
export function expectShown(effect: Effect, result: Result): void {
  const { withCause, without, error } = effect;
  const value = numberOf(effect, result);
  const left = typeof without === 'number' ? without : without.atMost;
  const margin = 4 * error(left, value);
  if (withCause === 'more') expect(value.low).toBeGreaterThan(left + margin);
  else if (withCause === 'less') expect(value.high).toBeLessThan(left - margin);
  else expectWithin(value, withCause, error);
}

/** In the twin: within 4 standard errors of what theory says, or of its limit. */
export function expectGone(effect: Effect, result: Result): void {
  const { without, error } = effect;
  const value = numberOf(effect, result);
  if (typeof without === 'number') expectWithin(value, without, error);
  else expect(value.mean).toBeLessThanOrEqual(without.atMost + 4 * error(without.atMost, value));
}

function numberOf({ what, measured }: Effect, result: Result): Estimate {
  const value = measured(result);
  if (!value) throw new Error(`the result does not have ${what}`);
  return value;
}

function expectWithin(value: Estimate, prediction: number, error: Effect['error']): void {
  const off = Math.abs(value.mean - prediction);
  expect(off, `${value.mean} against ${prediction}`).toBeLessThanOrEqual(
    4 * error(prediction, value),
  );
}
