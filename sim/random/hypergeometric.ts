import { logFactorial } from './log-factorial.ts';
import type { Stream } from './stream.ts';

/**
 * A hypergeometric variate: marked items among `draws` taken without putting back from `total`, `marked` of them
 * marked. By inversion outwards from the mode, so that the expected steps are about one standard deviation.
 */
export function hypergeometric(
  draws: number,
  marked: number,
  total: number,
  stream: Stream,
): number {
  const least = Math.max(0, draws + marked - total);
  const most = Math.min(draws, marked);
  if (least >= most) return most;
  const mode = Math.min(
    most,
    Math.max(least, Math.floor(((draws + 1) * (marked + 1)) / (total + 2))),
  );
  const peak = Math.exp(
    logChoose(marked, mode) + logChoose(total - marked, draws - mode) - logChoose(total, draws),
  );
  let rest = stream.open() - peak;
  let [low, high] = [mode, mode];
  let [below, above] = [peak, peak];
  let last = mode;
  while (rest > 0 && (low > least || high < most)) {
    if (high < most) {
      above *=
        ((marked - high) * (draws - high)) / ((high + 1) * (total - marked - draws + high + 1));
      high += 1;
      rest -= above;
      last = high;
    }
    if (rest > 0 && low > least) {
      below *= (low * (total - marked - draws + low)) / ((marked - low + 1) * (draws - low + 1));
      low -= 1;
      rest -= below;
      last = low;
    }
  }
  return last;
}

function logChoose(n: number, k: number): number {
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
}
