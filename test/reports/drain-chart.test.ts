import { describe, expect, test } from 'vitest';
import type { EventResult } from '../../experiments/result.ts';
import type { Point } from '../../reports/charts/chart.ts';
import { drain } from '../../reports/charts/drain.ts';
import { drainFinding } from '../../reports/charts/drain-finding.ts';
import { pageOf } from '../../reports/charts/page.ts';
import { renderPng } from '../../reports/png.ts';
import { leftOut, renderCharts } from '../../reports/render-charts.ts';
import { sampleChange, sampleCrash } from '../support/sample-events.ts';
import { estimate, sampleResult } from '../support/sample-result.ts';

const page = pageOf();
const drawn = (event: EventResult) =>
  drain.configuration(sampleResult({ events: [event] }), page, 0);
const curveOf = (event: EventResult) => (drawn(event).data.datasets[0]?.data ?? []) as Point[];
const marksOf = (event: EventResult) =>
  drawn(event).options.plugins?.marks?.lines.map(({ at, label }) => [at, label]);

const crash = sampleCrash(600);
/** Stale shares in bins of 10 s. */
const stale = (...shares: number[]): EventResult['bins'] =>
  shares.map((share, i) => ({
    fromSeconds: 10 * i,
    toSeconds: 10 * (i + 1),
    deadShare: null,
    staleShare: estimate(share, 0.02),
    openConnections: null,
    failed: null,
  }));
const change = sampleChange(600, {
  name: 'set web-2',
  settleSeconds: { p50: null, p90: estimate(54, 1), p99: estimate(71, 1), p999: null },
  areaSeconds: { dead: null, stale: estimate(30.04, 0.5) },
  bins: stale(0.95, 0.8, 0.6, 0.4, 0.2, 0.05, 0, 0, 0),
});

describe('after a fault', () => {
  test('the axis names the backend struck, or how many they are', () => {
    const titleOf = (event: EventResult) => {
      const { y } = drawn(event).options.scales ?? {};
      return (y as { title?: { text?: string } }).title?.text;
    };
    expect(titleOf(crash)).toBe('requests to web-2, of those before');
    expect(titleOf(sampleCrash(600, { target: 'web-1, web-2, web-3' }))).toBe(
      'requests to 3 backends, of those before',
    );
  });
  test('the curve is in percent of before at the middle of each bin, from before the fault on', () => {
    const curve = curveOf(crash);
    expect(curve[0]?.x).toBeLessThan(0);
    expect(curve.slice(0, 3)).toEqual([
      { x: expect.any(Number), y: 100 },
      { x: 0, y: 100 },
      { x: 2, y: 100 },
    ]);
    expect(curve.find(({ x }) => x === 118)?.y).toBeCloseTo((100 * 32) / 65);
  });

  test('the interval is drawn where there is one', () => {
    expect(drawn(crash).data.datasets).toHaveLength(3);
    const bins = crash.bins.map((bin) => ({ ...bin, deadShare: estimate(0.5, null) }));
    expect(drawn({ ...crash, bins }).data.datasets).toHaveLength(1);
  });

  test('the axis ends soon after nothing goes there any more', () => {
    expect(drawn(crash).options.scales?.x).toMatchObject({ max: expect.closeTo(1.15 * 148) });
  });

  test('the axis of shares ends at the whole, or above what chance brought more', () => {
    expect(drawn(crash).options.scales?.y).toMatchObject({ min: 0, max: 100 });
    const bins = crash.bins.map((bin) => ({ ...bin, deadShare: estimate(1.04, 0.1) }));
    expect(drawn({ ...crash, bins }).options.scales?.y).toMatchObject({ max: 110 });
    const wide = crash.bins.map((bin) => ({ ...bin, deadShare: estimate(1, 0.3) }));
    expect(drawn({ ...crash, bins: wide }).options.scales?.y).toMatchObject({ max: 130 });
  });

  test('detection and the TTL after it are marked', () => {
    expect(marksOf(crash)).toEqual([
      [0, 'crash web-2'],
      [83, 'detected after 1m23s'],
      [87, 'at the last edge after 1m27s'],
      [147, '+ TTL 1m'],
    ]);
    const unwatched = { firstEdge: null, lastEdge: null, balancers: null };
    expect(marksOf({ ...crash, detectionSeconds: unwatched })).toEqual([[0, 'crash web-2']]);
    const atOnce = { firstEdge: estimate(83, 1), lastEdge: estimate(83.5, 1), balancers: null };
    expect(marksOf({ ...crash, detectionSeconds: atOnce })).toHaveLength(3);
  });

  test.each([
    [
      'how long and how far',
      {},
      'After crash web-2, requests go on to it for 1m58s on average; 90 % have left by 2m24s, 99 % by 2m30s',
    ],
    [
      'that some never leave',
      { plateau: estimate(0.31, 0.01), censoredAtSeconds: estimate(600, 0) },
      'After crash web-2, 31.0 % of its requests still go there 7m30s to 10m later',
    ],
    [
      'that requests are too few',
      {
        areaSeconds: { dead: null, stale: null },
        drainSeconds: { p50: null, p90: null, p99: null, p999: null },
      },
      'After crash web-2, too few requests to tell how fast they leave',
    ],
  ])('the title says %s', (_, more, title) =>
    expect(drainFinding(sampleCrash(600, more))).toBe(title),
  );

  test('the subtitle says how many requests failed at the target', () => {
    expect(drawn(crash).options.plugins?.subtitle?.text).toContain(
      'Pooled over 10 runs; 11,800 requests a run fail at it',
    );
  });
});

describe('after a change of records', () => {
  test('the curve is of the requests that follow answers from before', () => {
    expect(curveOf(change)[0]).toEqual({ x: 5, y: 95 });
    expect(marksOf(change)).toEqual([
      [0, 'set web-2'],
      [60, 'TTL 1m'],
    ]);
    expect(drainFinding(change)).toBe(
      'After set web-2, answers from before steer requests for 30s on average; 90 % follow the new records by 54s, 99 % by 1m11s',
    );
  });

  test('its interval does not pass the whole', () => {
    const [, , high] = drawn({ ...change, bins: stale(0.99, 0.5) }).data.datasets;
    expect((high?.data as Point[] | undefined)?.[0]?.y).toBe(100);
  });
});

describe('a picture for each event', () => {
  test('is named after the chart, and after the event where there are several', async () => {
    const look = { width: 400, height: 225 };
    const names = async (events: EventResult[]) =>
      (await renderCharts(sampleResult({ events }), ['drain'], look)).map(({ name }) => name);
    expect(await names([crash])).toEqual(['drain']);
    expect(await names([crash, change])).toEqual(['drain-crash-web-2', 'drain-set-web-2']);
  });

  test('is left out where nothing was followed', () => {
    expect(leftOut(sampleResult(), ['drain'])).toEqual([
      { name: 'drain', why: 'the scenario has no events' },
    ]);
    expect(
      leftOut(sampleResult({ events: [sampleChange(5, { name: 'flush' })] }), ['drain']),
    ).toEqual([{ name: 'drain', why: 'no request was followed after flush' }]);
  });

  test('renders', () => expect(renderPng(drawn(crash), page).length).toBeGreaterThan(1000));
});
