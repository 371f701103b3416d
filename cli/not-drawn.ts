import type { Result } from '../experiments/index.ts';
import { leftOut } from '../reports/render-charts.ts';

/** What is said of charts that were asked for and have nothing to show; null when all have. */
export function notDrawn(result: Result, names?: readonly string[]): string | null {
  const left = leftOut(result, names).map(({ name, why }) => `${name} (${why})`);
  return left.length === 0 ? null : `not drawn: ${left.join(', ')}`;
}
