import { describe, expect, test } from 'vitest';
import type { Result } from '../../experiments/result.ts';
import { pageOf } from '../../reports/charts/page.ts';
import { backendColours } from '../../reports/charts/palette.ts';
import { responseTime, responseTimeFinding } from '../../reports/charts/response-time.ts';
import { utilisation, utilisationFinding } from '../../reports/charts/utilisation.ts';
import { renderPng } from '../../reports/png.ts';
import { estimate, sampleResult } from '../support/sample-result.ts';

const page = pageOf();

/** Three backends in three windows; web-1 only counts, the others serve. */
function served(busy: readonly number[], p99: readonly (number | null)[]): Result {
  const result = sampleResult({ windows: 3 });
  const at = (i: number) => ({
    ...(result.series.backends[`web-${i + 1}`] as Result['series']['backends'][string]),
    ...(i === 0 ? {} : { utilisation: busy.map((part) => part / i), p99Seconds: p99 }),
  });
  const backends = Object.fromEntries(result.backends.map(({ name }, i) => [name, at(i)]));
  return {
    ...result,
    backends: result.backends.map((b, i) =>
      i === 1 ? { ...b, utilisation: estimate(0.6, 0.01) } : b,
    ),
    series: { ...result.series, backends },
  };
}

const busy = served([0.4, 0.9, 0.5], [0.02, 0.5, null]);

describe('charts of servers', () => {
  test('show those that there are, in the colours of their backends', () => {
    const { data, options } = utilisation.configuration(busy, page, 0);
    expect(data.datasets.map(({ borderColor }) => borderColor)).toEqual(backendColours(3).slice(1));
    expect(data.datasets[0]?.data.map((point) => (point as { y: number }).y)).toEqual([40, 90, 50]);
    expect(options.scales?.y).toMatchObject({ min: 0, max: 100 });
  });

  test('say who is busiest, and how slow the slowest responses are', () => {
    expect(utilisationFinding(busy)).toBe(
      'web-2 is busiest, 90.0 % of its time in the window from 30s, 60.0 % on average',
    );
    expect(responseTimeFinding(busy)).toBe(
      'The p99 response time is 260ms in the median window, and 500ms at web-2 in the window from 30s',
    );
  });

  test.each([utilisation, responseTime])('are left out without servers ($name)', (chart) =>
    expect(chart.lacks(sampleResult(), 0)).toBe('no backend has a server'),
  );

  test('are left out without responses', () =>
    expect(responseTime.lacks(served([0, 0, 0], [null, null, null]), 0)).toBe(
      'the windows have too few responses',
    ));

  test.each([utilisation, responseTime])('render ($name)', (chart) =>
    expect(renderPng(chart.configuration(busy, page, 0), page).length).toBeGreaterThan(1000),
  );
});
