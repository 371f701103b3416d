/** The finding of shares over time: who takes most beyond its part, and when. */
import type { Result } from '../../experiments/result.ts';
import { percent, span } from '../numbers.ts';
import { intendedShares, shares, windowsOf } from './windows.ts';

/** Times its part, below which a window is not worth a headline. */
const EVEN = 1.05;

interface Excess {
  readonly name: string;
  readonly share: number;
  readonly intended: number;
  readonly at: number;
}

/** One sentence without a full stop. */
export function shareOverTimeFinding(result: Result): string {
  const worst = farthest(result);
  if (worst === null) return 'No backend got a request';
  if (result.backends.length === 1) return `${worst.name} takes every request`;
  const { name, share, intended, at } = worst;
  const { replications } = result.scenario;
  const averaged = replications === 1 ? '' : `Averaged over ${replications} runs, `;
  const when = `in the window from ${span(at)}`;
  if (intended === 0)
    return `${averaged}${name} takes ${percent(share)} ${when}, with none intended`;
  const ratio = share / intended;
  if (ratio <= EVEN)
    return `No backend takes more than ${ratio.toFixed(2)}× its intended share in any window`;
  const against = `${percent(share)} against ${percent(intended)} intended`;
  return `${averaged}${name} takes most beyond its share ${when}: ${against}, ${ratio.toFixed(2)}×`;
}

/** Whom the finding is about. */
export function shareSubject(result: Result): string | null {
  return farthest(result)?.name ?? null;
}

/** The window and backend with most requests beyond its part. */
function farthest(result: Result): Excess | null {
  const intended = intendedShares(result);
  const { starts } = windowsOf(result);
  let worst: Excess | null = null;
  for (const [i, { name, values }] of shares(result).entries())
    for (const [w, share] of values.entries()) {
      const part = intended[i]?.values[w] ?? null;
      if (share === null || part === null) continue;
      if (worst === null || share - part > worst.share - worst.intended)
        worst = { name, share, intended: part, at: starts[w] as number };
    }
  return worst;
}
