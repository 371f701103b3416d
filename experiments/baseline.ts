/**
 * A baseline: the accepted numbers of a scenario, in full precision and fixed order, small enough to read in a
 * review. Same version, scenario and seed give the same numbers to the last bit (model.md part 4), so they are
 * compared exactly.
 */
import type { Estimate, Result } from './result.ts';

export interface Baseline {
  /** Of the program that made it. */
  readonly version: string;
  readonly settings: Settings;
  /** Means by path; null where the result had none. */
  readonly numbers: Readonly<Record<string, number | null>>;
}

/** What must agree before numbers can be compared. */
interface Settings {
  readonly hash: string;
  readonly seed: number | string;
  readonly replications: number;
  readonly start: string;
  readonly detail: string;
}

export interface Difference {
  readonly path: string;
  /** Undefined where the baseline, or the result, lacks the path. */
  readonly baseline: number | string | null | undefined;
  readonly result: number | string | null | undefined;
}

/** The baseline that a result would make. */
export function baselineOf(result: Result): Baseline {
  const { hash, seed, replications, start, detail } = result.scenario;
  return {
    version: result.tool.version,
    settings: { hash, seed, replications, start, detail },
    numbers: numbersOf(result),
  };
}

/**
 * Where a result departs from a baseline; empty when nowhere. Different settings are all that is listed when
 * there are any: numbers of different experiments are not compared. Another version alone is no difference,
 * but is listed first when some number differs.
 */
export function differences(baseline: Baseline, result: Result): readonly Difference[] {
  const now = baselineOf(result);
  const settings = between('scenario.', baseline.settings, now.settings);
  if (settings.length > 0) return settings;
  const numbers = between('', baseline.numbers, now.numbers);
  if (numbers.length === 0 || baseline.version === now.version) return numbers;
  return [{ path: 'tool.version', baseline: baseline.version, result: now.version }, ...numbers];
}

function between(prefix: string, before: object, after: object): Difference[] {
  const [old, fresh] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  return [...new Set([...old.keys(), ...fresh.keys()])]
    .filter((key) => !Object.is(old.get(key), fresh.get(key)))
    .map((key) => ({ path: prefix + key, baseline: old.get(key), result: fresh.get(key) }));
}

function numbersOf(result: Result): Record<string, number | null> {
  const numbers: Record<string, number | null> = {};
  const add = <T extends object>(
    path: string,
    block: T,
    ...keys: readonly (keyof T & string)[]
  ) => {
    for (const key of keys)
      numbers[`${path}.${key}`] = (block[key] as Estimate | null)?.mean ?? null;
  };
  const { totals, backends, skew, authority, resolvers, clients } = result;
  add(
    'totals',
    totals,
    'made',
    'attempts',
    'requests',
    'completed',
    'failed',
    'lookups',
    'authorityQueries',
  );
  for (const b of backends) add(`backends.${b.name}`, b, 'share', 'intendedShare', 'connections');
  add('skew.whole', skew.whole, 'cvSquared', 'peakToMean', 'gini', 'expectedCvSquared');
  add('skew.whole.floor', skew.whole.floor, 'cvSquared');
  add('skew.windows.cv', skew.windows.cv, 'mean');
  add('skew.windows.peakToMean', skew.windows.peakToMean, 'mean');
  add('authority', authority, 'queriesPerSecond', 'controlFraction');
  add('authority.hiddenLoad', authority.hiddenLoad, 'heaviest', 'weighted');
  for (const answer of authority.answers)
    add(
      `authority.answers.${answer.name} ${answer.record} ${answer.value}`,
      answer,
      'first',
      'any',
    );
  add('ageOfAnswers', result.ageOfAnswers, 'meanSeconds');
  for (const r of resolvers)
    add(`resolvers.${r.name}`, r, 'queries', 'hitRatio', 'upstreamQueriesPerSecond');
  for (const c of clients) {
    add(`clients.${c.name}`, c, 'made', 'completed', 'failed', 'hitRatio');
    for (const time of ['lookupTime', 'connectTime', 'totalTime'] as const) {
      if (c[time]) add(`clients.${c.name}.${time}`, c[time], 'meanSeconds');
    }
  }
  for (const event of result.events) {
    const path = `events.${event.name}`;
    add(
      path,
      event,
      'at',
      'lastRequestSeconds',
      'failedRequests',
      'survivorsPeak',
      'returnSeconds',
    );
    add(`${path}.drainSeconds`, event.drainSeconds, 'p50', 'p90', 'p99');
    add(`${path}.settleSeconds`, event.settleSeconds, 'p50', 'p90', 'p99');
    add(`${path}.areaSeconds`, event.areaSeconds, 'dead', 'stale');
  }
  return numbers;
}
