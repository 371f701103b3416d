/** The findings of scenarios about whole populations. */
import type { Result } from '../../experiments/result.ts';
import { mean, percent } from './words.ts';

export const populationFindings: Readonly<Record<string, (result: Result) => string>> = {
  'consumer-web': (r) =>
    `a fresh answer stands behind ${percent(mean(r.authority.controlFraction), 1)} of the requests, caches and connections carry the others. So many small choices are even all the same: the busiest instance has ${mean(r.skew.whole.peakToMean).toFixed(2)} times its part.`,
};
