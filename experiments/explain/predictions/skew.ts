/** How uneven the loads will be: expected CV², what chance alone leaves of it, and the largest load. */
import { normalPeakToMean } from '../../../theory/skew/peak-load.ts';
import { expectedSkew } from '../expected-skew.ts';
import type { Prediction } from '../explanation.ts';
import type { Setting } from '../setting.ts';
import type { PredictionTopic } from './topic.ts';

/** Requests a span below which a ratio of means is no mean ratio. */
const FEWEST_REQUESTS = 100;
/** Independent draws a backend below which the largest load is not that of normal ones. */
const FEWEST_DRAWS = 32;

interface Span {
  readonly of: string;
  readonly seconds: number;
  readonly path: string;
  readonly peak: string;
  readonly floor: string | null;
}

export const skew: PredictionTopic = {
  name: 'skew',
  predict(setting) {
    const { duration, warmup, window } = setting.scenario;
    const whole: Span = {
      of: 'whole run',
      seconds: duration - warmup,
      path: 'skew.whole.expectedCvSquared',
      peak: 'skew.whole.peakToMean',
      floor: 'skew.whole.floor.cvSquared',
    };
    const windows: Span = {
      of: 'a window',
      seconds: window,
      path: 'skew.windows.expectedCvSquared',
      peak: 'skew.windows.peakToMean.mean',
      floor: null,
    };
    return [whole, windows].flatMap((span) => rowsOf(setting, span));
  },
};

function rowsOf(setting: Setting, { of, seconds, path, peak, floor }: Span): Prediction[] {
  const intended = intendedOf(setting);
  const meant = intended.filter((share) => share > 0).length;
  const requests = setting.requestRate * seconds;
  if (meant < 2) return [{ what: 'CV²', of, reason: 'no two backends share the load' }];
  if (requests < FEWEST_REQUESTS)
    return [{ what: 'CV²', of, reason: `fewer than ${FEWEST_REQUESTS} requests are expected` }];
  const row = { of, nearly: null } as const;
  const floorRow: Prediction = {
    ...row,
    what: 'CV² that chance alone leaves',
    value: (meant - 1) / requests,
    unit: 'cvSquared',
    source: '(N−1)/n, the multinomial',
    measured: floor,
  };
  const expected = expectedSkew(setting);
  if (typeof expected !== 'function')
    return [{ what: 'CV²', of, reason: expected.reason }, floorRow];
  const value = expected(seconds);
  return [
    {
      ...row,
      what: 'CV²',
      value,
      unit: 'cvSquared',
      source:
        'E[Σc₁G²+c₂ΣH²]/E[ΣG]², G and H cut at the ends of the span (theory/skew/epoch-pairs, kept-connections)',
      measured: path,
    },
    floorRow,
    peakRow(intended, value, of, peak),
  ];
}

function peakRow(
  intended: readonly number[],
  cvSquared: number,
  of: string,
  measured: string,
): Prediction {
  const what = 'peak-to-mean';
  const n = intended.length;
  if (intended.some((share) => Math.abs(share * n - 1) > 1e-9))
    return { what, of, reason: 'intended shares differ' };
  if ((n - 1) / cvSquared < FEWEST_DRAWS * n)
    return { what, of, reason: 'the loads rest on too few independent draws to be normal' };
  return {
    what,
    of,
    value: normalPeakToMean(n, cvSquared),
    unit: 'ratio',
    source: '1+e_N√(CV²·N/(N−1)), e_N the mean of the largest of N normals',
    nearly: 'loads are taken as normal',
    measured,
  };
}

/** Shares of all requests, of backends that get any. */
function intendedOf({ names }: Setting): number[] {
  const sums = new Map<number, number>();
  const total = names.reduce((sum, { share, decision }) => sum + (decision ? share : 0), 0);
  for (const { intended, share, decision } of names) {
    if (!decision) continue;
    intended.forEach((part, backend) => {
      if (part > 0) sums.set(backend, (sums.get(backend) ?? 0) + (part * share) / total);
    });
  }
  return [...sums.values()];
}
