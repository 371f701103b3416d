/** Same version, scenario and seed give the same numbers to the last bit (model.md part 4): compared exactly. */
import type { Result } from '../result.ts';
import { type Baseline, baselineOf } from './baseline.ts';

export interface Difference {
  readonly path: string;
  /** Undefined where the baseline, or the result, lacks the path. */
  readonly baseline: number | string | null | undefined;
  readonly result: number | string | null | undefined;
}

/** Settings, the version among them, that differ: numbers of different experiments are not equal to the last bit. */
export function changedSettings(baseline: Baseline, result: Result): readonly Difference[] {
  const now = baselineOf(result);
  return [
    ...between('scenario.', baseline.settings, now.settings),
    ...between('tool.', { version: baseline.version }, { version: now.version }),
  ];
}

/** Numbers that are not the same. */
export function differences(baseline: Baseline, result: Result): readonly Difference[] {
  return between('', baseline.numbers, baselineOf(result).numbers);
}

function between(prefix: string, before: object, after: object): Difference[] {
  const [old, fresh] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  return [...new Set([...old.keys(), ...fresh.keys()])]
    .filter((key) => !Object.is(old.get(key), fresh.get(key)))
    .map((key) => ({ path: prefix + key, baseline: old.get(key), result: fresh.get(key) }));
}
