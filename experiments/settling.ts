/** From when on the windows of a cold start are like those that follow: what `warmup` should have been. */
import type { Result, SeriesOf } from './result.ts';
import { mser5 } from './statistics/mser.ts';

/** Null for a stationary start, which needs no warm-up, and where too few windows tell. */
export function settlingOf({
  scenario,
  series,
}: Pick<Result, 'scenario' | 'series'>): Result['settling'] {
  const windows = series.windowStartSeconds.length;
  if (scenario.start !== 'cold' || windows < 20) return null;
  const cuts = [series.authority.queries, series.skew.peakToMean]
    .map(meansOf)
    .filter((means) => means !== null)
    .map(mser5);
  if (cuts.some((cut) => cut === null)) return { fromSeconds: null };
  const cut = Math.max(0, ...(cuts as number[]));
  return { fromSeconds: series.windowStartSeconds[cut] ?? null };
}

/** Null when some window has no value. */
function meansOf(series: SeriesOf): number[] | null {
  const means = series.map((element) =>
    typeof element === 'object' && element !== null ? element.mean : element,
  );
  return means.includes(null) ? null : (means as number[]);
}
