import { describe, expect, test } from 'vitest';
import type { Result } from '../../experiments/result.ts';
import type { Dataset, Point } from '../../reports/charts/chart.ts';
import { quantile } from '../../reports/charts/crowd.ts';
import { load } from '../../reports/charts/load.ts';
import { loadFinding } from '../../reports/charts/load-finding.ts';
import { pageOf } from '../../reports/charts/page.ts';
import { peakFinding, peakToMean } from '../../reports/charts/peak-to-mean.ts';
import { shareOverTime } from '../../reports/charts/share-over-time.ts';
import { shareOverTimeFinding } from '../../reports/charts/share-over-time-finding.ts';
import { sampleChange, sampleCrash } from '../support/sample-events.ts';
import { estimate, type Sample, sampleResult, unevenShares } from '../support/sample-result.ts';

const page = pageOf();
const pointsOf = (dataset: Dataset | undefined) => (dataset?.data ?? []) as Point[];
const at = (seconds: number, name: string, target = name) =>
  sampleChange(seconds, { name, target });

/** A result whose backends accept these requests in windows of 30 s, equal shares intended. */
function loads(rows: readonly (readonly number[])[], sample: Sample = {}): Result {
  const windows = rows[0]?.length ?? 0;
  const result = sampleResult({ ...sample, windows, shares: rows.map(() => 1 / rows.length) });
  const backends = Object.fromEntries(
    rows.map((requests, i) => [
      `web-${i + 1}`,
      {
        ...(result.series.backends['web-1'] as Result['series']['backends'][string]),
        requests,
        intendedShare: requests.map(() => 1 / rows.length),
      },
    ]),
  );
  return { ...result, series: { ...result.series, backends } };
}

const EVEN = [
  [300, 330, 300, 270],
  [300, 270, 300, 330],
];

describe('load over time', () => {
  const { data, options } = load.configuration(loads(EVEN), page, 0);

  test('is a line for each of a few backends, in requests per second at the middle of each window', () => {
    expect(data.datasets.map(({ data: values }) => values)).toEqual([
      [10, 11, 10, 9].map((y, w) => ({ x: 15 + 30 * w, y })),
      [10, 9, 10, 11].map((y, w) => ({ x: 15 + 30 * w, y })),
    ]);
    expect(options.plugins?.endLabels?.labels.map(({ text, value }) => [text, value])).toEqual([
      ['web-1', 9],
      ['web-2', 11],
    ]);
  });

  test('stands on an axis from zero, over the whole measured span', () => {
    expect(options.scales?.y).toMatchObject({ beginAtZero: true });
    expect(options.scales?.x).toMatchObject({ min: 0, max: 120 });
  });

  test('divides the requests of a last window that is cut short by its own length', () => {
    const result = loads(EVEN);
    const scenario = { ...result.scenario, durationSeconds: 105 };
    const cut = load.configuration({ ...result, scenario }, page, 0);
    expect(pointsOf(cut.data.datasets[0]).at(-1)).toEqual({ x: 97.5, y: 18 });
  });

  test('of many backends is bands, with lines for a struck backend and the busiest', () => {
    const result = sampleResult({
      shares: unevenShares(40),
      events: [at(600, 'set web-7', 'web-7')],
    });
    const chart = load.configuration(result, page, 0);
    expect(chart.data.datasets.map(({ label }) => label).filter(Boolean)).toEqual([
      'median backend',
      'middle 80 % of the backends',
      'all 40',
    ]);
    const named = chart.options.plugins?.endLabels?.labels.map(({ text }) => text);
    expect(named).toHaveLength(2);
    expect(named).toContain('web-7');
  });

  test('has its events marked', () => {
    const marked = load.configuration(loads(EVEN, { events: [at(45, 'set web-1')] }), page, 0);
    expect(marked.options.plugins?.marks?.lines).toMatchObject([{ at: 45, label: 'set web-1' }]);
  });

  test.each([
    ['the range', EVEN, [], 'A backend bears 9.00 to 11.0 requests/s, 10.0 on average'],
    ['one backend', [[30, 60]], [], 'web-1 bears 1.00 to 2.00 requests/s, 1.50 on average'],
    ['nothing', [[0, 0]], [], 'No backend got a request'],
    [
      'what an event changes',
      [
        [300, 330, 450, 450],
        [300, 270, 0, 0],
      ],
      [at(60, 'crash web-2')],
      'After crash web-2, web-1 bears up to 15.0 requests/s, at most 11.0 before',
    ],
    [
      'a newcomer, after several events',
      [
        [300, 300, 300],
        [0, 0, 300],
      ],
      [at(60, 'addBackend web-2'), at(70, 'set')],
      'From 1m on, web-2 bears up to 10.0 requests/s, none before',
    ],
    [
      'the range, where an event changes nothing to speak of',
      EVEN,
      [at(60, 'set')],
      'A backend bears 9.00 to 11.0 requests/s, 10.0 on average',
    ],
  ])('says in its title: %s', (_, rows, events, title) =>
    expect(loadFinding(loads(rows, { events }))).toBe(title),
  );

  test('says how single windows differ from the means that it shows', () => {
    const subtitle = (sample: Sample) => {
      const text = load.configuration(sampleResult(sample), page, 0).options.plugins?.subtitle
        ?.text;
      return Array.isArray(text) ? text[1] : undefined;
    };
    expect(subtitle({})).toBe(
      'Means of 10 runs in windows of 30s; in 1 % of single windows a backend bears 1.40× its intended share or more',
    );
    expect(subtitle({ replications: 1 })).toBe('One run, windows of 30s');
  });
});

describe('shares over time', () => {
  test('are in percent of each window, empty windows a gap', () => {
    const rows = [
      [300, 0, 100],
      [100, 0, 300],
    ];
    const { data } = shareOverTime.configuration(loads(rows), page, 0);
    expect(pointsOf(data.datasets[0]).map(({ y }) => y)).toEqual([75, null, 25]);
    expect(data.datasets[0]).toMatchObject({
      pointRadius: [expect.any(Number), 0, expect.any(Number)],
    });
  });

  test('have one line of the intended share where all are meant to get the same', () => {
    const { data, options } = shareOverTime.configuration(loads(EVEN), page, 0);
    expect(data.datasets).toHaveLength(3);
    expect(options.plugins?.endLabels?.labels).toContainEqual(
      expect.objectContaining({ text: 'intended', value: 50 }),
    );
  });

  test('have a line of the intended share for each where they differ', () => {
    const weighted = sampleResult({ shares: [0.9, 0.1], intended: [0.9, 0.1] });
    expect(shareOverTime.configuration(weighted, page, 0).data.datasets).toHaveLength(4);
  });

  test('of many backends are times the intended share', () => {
    const result = sampleResult({ shares: unevenShares(40) });
    const { scales } = shareOverTime.configuration(result, page, 0).options;
    expect(scales?.y).toMatchObject({ title: { text: 'share taken ÷ share intended' } });
  });

  test('are not looked at so closely that noise looks like skew', () => {
    const nearly = [
      [300, 301],
      [300, 299],
    ];
    const { scales } = shareOverTime.configuration(loads(nearly), page, 0).options;
    expect(scales?.y).toMatchObject({
      suggestedMin: expect.closeTo(45),
      suggestedMax: expect.closeTo(55),
    });
    expect(scales?.y).not.toHaveProperty('min');
  });

  test.each([
    [
      EVEN,
      {},
      'Averaged over 10 runs, web-1 takes most beyond its share in the window from 30s: 55.0 % against 50.0 % intended, 1.10×',
    ],
    [
      [
        [300, 303],
        [300, 297],
      ],
      { replications: 1 },
      'No backend takes more than 1.01× its intended share in any window',
    ],
    [[[0, 0]], {}, 'No backend got a request'],
    [[[5, 5]], {}, 'web-1 takes every request'],
  ])('say who takes more than its share, and when (%#)', (rows, sample, title) =>
    expect(shareOverTimeFinding(loads(rows, sample))).toBe(title),
  );

  test('name a backend that still gets requests with none intended', () => {
    const result = sampleResult({ shares: [0.5, 0.5], intended: [1, 0], replications: 1 });
    expect(shareOverTimeFinding(result)).toMatch(
      /^web-2 takes 5\d\.\d % in the window from \w+, with none intended$/,
    );
  });
});

test('a fault is marked with its detection and its end', () => {
  const crash = sampleCrash(600, { lastsSeconds: estimate(300, 0) });
  const { options } = load.configuration(sampleResult({ events: [crash] }), page, 0);
  expect(options.plugins?.marks?.lines.map(({ at, label }) => [at, label])).toEqual([
    [600, 'crash web-2'],
    [683, 'detected'],
    [900, 'web-2 is back'],
  ]);
});

test('a fault of many is marked with how many they are, not with all their names', () => {
  const target = Array.from({ length: 111 }, (_, i) => `web-${i}`).join(', ');
  const crash = sampleCrash(600, { target, lastsSeconds: estimate(300, 0) });
  const { options } = load.configuration(sampleResult({ events: [crash] }), page, 0);
  expect(options.plugins?.marks?.lines.at(-1)?.label).toBe('111 backends are back');
});

describe('of many backends', () => {
  const shares = unevenShares(40);

  test('the one that the title names has a line', () => {
    const result = sampleResult({ shares, events: [sampleChange(600, { target: 'web-7' })] });
    const chart = shareOverTime.configuration(result, page, 0);
    const named = chart.options.plugins?.endLabels?.labels.map(({ text }) => text) ?? [];
    const subject = /web-\d+/.exec(shareOverTimeFinding(result))?.[0];
    expect(named).toContain(subject);
    expect(named).toContain('web-7');
  });

  test('one that is to get nothing any more has its name where its line ends', () => {
    const result = sampleResult({ shares, events: [sampleChange(600, { target: 'web-7' })] });
    const web7 = result.series.backends['web-7'] as Result['series']['backends'][string];
    const gone = { ...web7, intendedShare: web7.intendedShare.map((p, w) => (w < 20 ? p : 0)) };
    const backends = { ...result.series.backends, 'web-7': gone };
    const chart = shareOverTime.configuration(
      { ...result, series: { ...result.series, backends } },
      page,
      0,
    );
    expect(chart.options.plugins?.endLabels?.labels).toContainEqual(
      expect.objectContaining({ text: 'web-7', at: 585 }),
    );
  });
});

describe('peak-to-mean over time', () => {
  test('stands beside its floor, on an axis from 1, with the interval where the series has one', () => {
    const { data, options } = peakToMean.configuration(sampleResult(), page, 0);
    expect(options.scales?.y).toMatchObject({ min: 1 });
    expect(data.datasets.map(({ label }) => label)).toContain('95 % interval over runs');
    expect(pointsOf(data.datasets[1])[0]).toEqual({ x: 15, y: 1.05 });
    const one = peakToMean.configuration(sampleResult({ replications: 1 }), page, 0);
    expect(one.data.datasets).toHaveLength(2);
  });

  test.each([
    [1.2, 1.07, 'takes 1.20× its intended share; chance alone would give 1.07×'],
    [1.075, 1.07, 'takes 1.07× its intended share, no more than chance alone would give'],
  ])('says how a mean of %d compares with a floor of %d', (mean, floor, words) => {
    const result = sampleResult();
    const { windows } = result.skew;
    const peaks = { ...windows.peakToMean, mean: estimate(mean, 0.02), floor: estimate(floor, 0) };
    const skew = { ...result.skew, windows: { ...windows, peakToMean: peaks } };
    expect(peakFinding({ ...result, skew })).toBe(
      `In an average window the busiest backend ${words}`,
    );
  });
});

describe('charts over time have nothing to show', () => {
  test.each([load, shareOverTime, peakToMean])('in a single window ($name)', (chart) =>
    expect(chart.lacks(sampleResult({ windows: 1 }), 0)).toBe('the run has only one window'),
  );

  test('of shares when nobody asked for anything', () =>
    expect(shareOverTime.lacks(loads([[0, 0]]), 0)).toBe('no backend got a request'));
});

test('quantiles lie between neighbours in rank', () => {
  expect(quantile([1, 2, 4], 0.5)).toBe(2);
  expect(quantile([1, 2, 4], 0.75)).toBe(3);
  expect(quantile([], 0.5)).toBeNull();
});
