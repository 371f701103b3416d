/** What all charts of a sweep say the same way. */
import type { Estimate } from '../../experiments/result.ts';
import type { Sweep, SweptCell } from '../../experiments/sweep/sweep.ts';
import { inUnit, span } from '../numbers.ts';
import { shortPath, titleOf } from '../text/sweep.ts';

/** A cell that has the number. */
export interface Measured {
  readonly cell: SweptCell;
  readonly estimate: Estimate;
}

export function measuredCells({ cells }: Sweep, measure: number): readonly Measured[] {
  return cells.flatMap((cell) => {
    const estimate = cell.numbers[measure]?.value;
    return estimate ? [{ cell, estimate }] : [];
  });
}

const SECONDS: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400 };

/** A value as a number: seconds of `1h30m`, 90 of `90/s`; null when it is none. */
export function numberOf(value: string): number | null {
  const plain = /^([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)\s*(?:\/s|%)?$/i.exec(value);
  if (plain) return Number(plain[1]);
  if (!/^(?:\d+(?:\.\d+)?(?:ms|s|m|h|d))+$/.test(value)) return null;
  const parts = value.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/g);
  return [...parts].reduce((sum, [, n, unit]) => sum + Number(n) * (SECONDS[unit ?? ''] ?? 0), 0);
}

/** Whether what is varied is a time: a TTL is written without a unit too. */
export function isTime({ varied }: Sweep, axis: number): boolean {
  const { path = '', values = [] } = varied[axis] ?? {};
  return /ttl$/i.test(path) || values.every((value) => /\d(?:ms|s|m|h|d)$/.test(value));
}

/** `ttl 1m40s and profile unbound`. */
export function placeOf(sweep: Sweep, { values }: SweptCell): string {
  return values.map((value, i) => `${nameOf(sweep, i)} ${written(sweep, i, value)}`).join(' and ');
}

/** A value as people read it. */
export function written(sweep: Sweep, axis: number, value: string): string {
  const number = numberOf(value);
  return number !== null && isTime(sweep, axis) ? span(number) : value;
}

export function nameOf({ varied }: Sweep, axis: number): string {
  const paths = varied.map(({ path }) => path);
  return shortPath(paths[axis] ?? '', paths);
}

/** `hit ratio`; its first letter large at the beginning of a sentence. */
export function measureName({ measures }: Sweep, measure: number): string {
  const named = measures[measure];
  return named ? titleOf(named) : '';
}

/** How the measure's numbers are written. */
export function writerOf({ measures }: Sweep, measure: number): (value: number) => string {
  return inUnit(measures[measure]?.unit ?? '');
}

/** One sentence without a full stop: where the number is least and greatest, or that chance may be all there is. */
export function sweepFinding(sweep: Sweep, measure: number): string {
  const known = measuredCells(sweep, measure);
  const name = measureName(sweep, measure).replace(/^[a-z]/, (letter) => letter.toUpperCase());
  const write = writerOf(sweep, measure);
  const [first] = known;
  if (!first) return `${name}: no cell has a number`;
  const least = known.reduce((a, b) => (b.estimate.mean < a.estimate.mean ? b : a));
  const most = known.reduce((a, b) => (b.estimate.mean > a.estimate.mean ? b : a));
  if (least === most) return `${name} is ${write(first.estimate.mean)} in every cell`;
  const [low, high] = [write(least.estimate.mean), write(most.estimate.mean)];
  if ((least.estimate.high ?? low) >= (most.estimate.low ?? high))
    return `${name} hardly changes: ${low} to ${high}, within the intervals of both`;
  return `${name} goes from ${low} at ${placeOf(sweep, least.cell)} to ${high} at ${placeOf(sweep, most.cell)}`;
}

export function sweepSetUp({ scenario, cells }: Sweep): string {
  const { name, replications, seed, detail } = scenario;
  const runs = replications === 1 ? 'one run' : `${replications} runs`;
  return `${name}: ${cells.length} cells of ${runs}, seed ${seed}, detail ${detail}`;
}
