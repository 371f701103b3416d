/** Which numbers of a result a baseline keeps: by path, in full precision and fixed order. */
import type { Estimate, Result } from '../result.ts';

/** Means by path; null where the result has none. */
export type Numbers = Readonly<Record<string, number | null>>;

export function numbersOf(result: Result): Numbers {
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
