/** Charts of what a fault does to those it spares, and of what clients make of it. */
import { describe, expect, test } from 'vitest';
import type { EventResult, Result } from '../../experiments/result.ts';
import { deploySteps, standsAlone } from '../../reports/charts/deployments.ts';
import { story } from '../../reports/charts/events.ts';
import { marksOf } from '../../reports/charts/marks.ts';
import { pageOf } from '../../reports/charts/page.ts';
import { picturesOf } from '../../reports/charts/pictures.ts';
import {
  amplificationFinding,
  retryAmplification,
} from '../../reports/charts/retry-amplification.ts';
import { survivors, survivorsFinding } from '../../reports/charts/survivors.ts';
import { type Survivors, survivorsOf } from '../../reports/charts/survivors-load.ts';
import { renderPng } from '../../reports/png.ts';
import { sampleChange, sampleCrash } from '../support/sample-events.ts';
import { estimate, sampleResult } from '../support/sample-result.ts';

const page = pageOf();

/** Six windows of 30 s; web-2 is struck from 60 s to 120 s. */
function struck(count = 3, event: Partial<EventResult> = {}): Result {
  const crash = sampleCrash(60, { lastsSeconds: estimate(60, 0), ...event });
  const shares = Array.from({ length: count }, () => 1 / count);
  const result = sampleResult({ windows: 6, shares, events: [crash] });
  const rows = result.backends.map(({ name }, i) => {
    const own = result.series.backends[name] as Result['series']['backends'][string];
    const requests = i === 1 ? [60, 60, 0, 0, 60, 60] : [60, 60, 90, 120, 60, 60];
    return [name, { ...own, requests }];
  });
  return { ...result, series: { ...result.series, backends: Object.fromEntries(rows) } };
}

const of = (result: Result) => survivorsOf(result, result.events[0] as EventResult) as Survivors;

describe('survivors', () => {
  test('bear times their load before, beside an even spread of what was lost', () => {
    const { rows, even, peak } = of(struck());
    expect(rows).toEqual([
      { name: 'web-1', values: [1, 1, 1.5, 2, 1, 1] },
      { name: 'web-3', values: [1, 1, 1.5, 2, 1, 1] },
    ]);
    expect(even).toBeCloseTo(3 / 2);
    expect(peak).toEqual({ name: 'web-1', times: 2, at: 90 });
  });

  test('have a dashed line where an even spread would bring them', () => {
    const { data, options } = survivors.configuration(struck(), page, 0);
    expect(data.datasets.at(-1)).toMatchObject({
      borderDash: [expect.any(Number), expect.any(Number)],
      data: [
        { x: 0, y: 1 },
        { x: 60, y: 1 },
        { x: 60, y: 1.5 },
        { x: 120, y: 1.5 },
        { x: 120, y: 1 },
        { x: 180, y: 1 },
      ],
    });
    expect(options.plugins?.endLabels?.labels.map(({ text }) => text)).toEqual(['web-1', 'web-3']);
  });

  test('are summed up in the title', () => {
    const result = struck();
    expect(survivorsFinding(result.events[0] as EventResult, of(result))).toBe(
      'web-1 bears up to 2.00× its earlier load during crash web-2, in the window from 1m30s; an even spread gives 1.50×',
    );
  });

  test.each([
    [3, 2],
    [12, 5],
    [40, 5],
  ])('of %d backends are %d lines and bands, and the spread', (count, forms) => {
    const { data } = survivors.configuration(struck(count), page, 0);
    const drawn = count === 3 ? forms : data.datasets.length - 1;
    expect(data.datasets).toHaveLength(drawn + 1);
    expect(renderPng(survivors.configuration(struck(count), page, 0), page).length).toBeGreaterThan(
      1000,
    );
  });

  test('are left out where nothing was before the fault, nobody is spared, or records changed', () => {
    expect(survivors.lacks(struck(3, { at: estimate(0, 0) }), 0)).toMatch(/^no backend is known/);
    expect(survivors.lacks(struck(3, { target: 'web-1, web-2, web-3' }), 0)).toMatch(/^no backend/);
    expect(survivors.lacks(struck(3, { target: '30% of web-1, web-2, web-3' }), 0)).toMatch(/^no/);
    expect(survivors.lacks(struck(3, { kind: 'slow' }), 0)).toMatch(/^no/);
    const changed = sampleResult({ windows: 6, events: [sampleChange(60)] });
    expect(survivors.lacks(changed, 0)).toMatch(/^no backend/);
    expect(survivors.lacks(sampleResult({ windows: 6 }), 0)).toBe('the scenario has no events');
  });
});

describe('retry amplification', () => {
  function retried(attempts: readonly number[]): Result {
    const result = struck();
    const own = result.series.clients.browsers as Result['series']['clients'][string];
    const browsers = { ...own, made: attempts.map(() => 10), attempts };
    return { ...result, series: { ...result.series, clients: { browsers } } };
  }

  test('is attempts over requests made, with one attempt dashed', () => {
    const { data, options } = retryAmplification.configuration(
      retried([10, 10, 20, 30, 25, 24]),
      page,
      0,
    );
    const values = data.datasets.map((set) => set.data.map((point) => (point as { y: number }).y));
    expect(values).toEqual([
      [1, 1, 2, 3, 2.5, 2.4],
      [1, 1, 1, 1, 1, 1],
    ]);
    expect(options.plugins?.marks?.lines.map(({ label }) => label)).toContain('crash web-2');
  });

  test('says in the title what it was before, at most, and in the end', () => {
    expect(amplificationFinding(retried([10, 10, 20, 30, 25, 24]))).toBe(
      'A request takes up to 3.00 attempts, in the window from 1m30s; at most 1.00 before, still 2.40 in the last',
    );
    expect(amplificationFinding(retried([10, 10, 20, 30, 10, 10]))).toMatch(/ before, 1\.00 in/);
  });

  test('is left out where nobody tries twice', () =>
    expect(retryAmplification.lacks(retried([10, 10, 10, 10, 10, 10]), 0)).toBe(
      'no request, or hardly one, was tried twice',
    ));
});

describe('a deployment', () => {
  const names = ['out', 'drain', 'down', 'back'].flatMap((step) =>
    ['web-1', 'web-2'].map((batch) => `deploy web-*: ${batch} ${step}`),
  );

  test('is known by its steps, and no other name is', () => {
    expect(deploySteps(names)[0]).toEqual({
      deployment: 'deploy web-*',
      batch: 'web-1',
      step: 'out',
    });
    expect(deploySteps(['day one: web-1 back', 'crash web-1'])).toEqual([null, null]);
    expect(standsAlone([...names, 'crash web-1']).filter(Boolean)).toHaveLength(2);
  });

  test('has one picture of each chart of events', () => {
    const drains = picturesOf(names, ['drain']);
    expect(drains).toMatchObject([{ name: 'drain', event: 0 }]);
    expect(picturesOf([...names, 'crash web-1'], ['drain']).map(({ name }) => name)).toEqual([
      'drain-deploy-web--',
      'drain-crash-web-1',
    ]);
  });

  test('is marked where the turn of each batch comes', () => {
    const events = names.map((name, i) => sampleChange(10 * i, { name }));
    expect(story(sampleResult({ events })).map(({ label }) => label)).toEqual([
      'deploy web-*: web-1',
      'web-2',
    ]);
  });
});

test('what follows from events goes without labels where there is no room for all', () => {
  const crowded = Array.from({ length: 6 }, (_, i) => ({
    at: 600 * i,
    label: i % 2 === 0 ? `event ${i}` : 'web-1, web-2 are back again',
    isMinor: i % 2 === 1,
  }));
  const { marks } = marksOf(crowded, { from: 0, to: 36_000 }, page);
  expect(marks.lines.filter(({ row }) => row !== null).map(({ label }) => label)).toEqual([
    'event 0',
    'event 2',
    'event 4',
  ]);
  expect(marks.lines).toHaveLength(6);
});
