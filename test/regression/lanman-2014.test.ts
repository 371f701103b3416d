/** The curve of LANMAN 2014, measured in the catalogue's scenario, against what was published and against its fit. */
import { beforeAll, expect, it } from 'vitest';
import { run } from '../../experiments/index.ts';
import type { Result } from '../../experiments/result.ts';
import { loadScenario } from '../../scenarios/format/index.ts';
import { lanmanStaleShare, lanmanVariance } from './cache-effects.ts';
import { staleFrom } from './cache-findings.ts';

let result: Result;
beforeAll(async () => {
  result = await run(
    loadScenario(new URL('../../scenarios/lanman-2014.yaml', import.meta.url).pathname),
  );
});

it('has 90 % ± 1 point moved at 60 s and 2 % ± 0.5 point stale at 15 minutes', () => {
  expect(Math.abs((staleFrom(result, 60)?.mean ?? 1) - 0.1)).toBeLessThan(0.01);
  expect(Math.abs((staleFrom(result, 900)?.mean ?? 1) - 0.02)).toBeLessThan(0.005);
});

it('follows Σ share·h(1 − t/T)⁺ in every bin, within 5 standard errors', () => {
  const bins = result.events[0]?.bins ?? [];
  expect(bins.length).toBe(96);
  for (const { fromSeconds, toSeconds, staleShare } of bins) {
    const length = toSeconds - fromSeconds;
    const moments = Array.from({ length: 100 }, (_, i) => fromSeconds + ((i + 0.5) / 100) * length);
    const over = (curve: (t: number) => number) =>
      moments.reduce((sum, t) => sum + curve(t), 0) / moments.length;
    const { mean, n } = staleShare ?? { mean: Number.NaN, n: 1 };
    const error = Math.sqrt(over((t) => lanmanVariance(t, length)) / n);
    expect(Math.abs(mean - over((t) => lanmanStaleShare(t))), `at ${fromSeconds} s`).toBeLessThan(
      5 * error,
    );
  }
});
