import { describe, expect, it } from 'vitest';
import { FAILURES, type Measurements } from '../../sim/measurements.ts';
import { measures } from '../../sim/metrics/measures/index.ts';
import type { RatioMeasure, SpreadMeasure } from '../../sim/metrics/measures/measure.ts';
import { type Subject, subjects } from '../../sim/metrics/measures/subjects.ts';
import { everything, filled, histogramOf, measured } from '../experiments/synthetic.ts';

/** R of one replication. */
function read(of: Subject, name: string, m: Measurements, i = 0): number | null {
  const measure = measures.find((one) => one.of === of && one.name === name) as RatioMeasure;
  const ratio = measure.read(m, i);
  return ratio === null ? null : ratio.y / ratio.x;
}

const observe = (name: string, m: Measurements) =>
  (measures.find((one) => one.name === name) as SpreadMeasure).observe(m, 0);

/** Two windows: 6 + 2 + 2 and 1 + 4 + 5 requests; 20 in all, 7, 6 and 7 by backend. */
const m = measured([
  [6, 2, 2],
  [1, 4, 5],
]);

describe.each(measures.map((measure) => [`${measure.of} ${measure.name}`, measure] as const))(
  'the measure %s',
  (_, measure) => {
    it('has a name as `expect` writes it, a sentence, a unit, and a path of its subject', () => {
      expect(measure.name).toMatch(/^[a-z]+(-[a-z]+)*(-p\d+)?$/);
      expect(measure.summary).toMatch(/^[A-Z].*[^.]\.$/);
      expect(measure.unit).not.toBe('');
      expect(measure.path).toMatch(/^[a-zA-Z]+(\.[a-zA-Z]+\d*|\[\]|\.\*)*$/);
      expect(measure.path.includes('[]') || measure.path.includes('*')).toBe(measure.of !== 'run');
    });

    it('stands alone under its name and its path', () => {
      expect(
        measures.filter(({ name, of }) => name === measure.name && of === measure.of),
      ).toHaveLength(1);
      expect(measures.filter(({ path }) => path === measure.path)).toHaveLength(1);
    });

    it('reads every row of its subject', () => {
      const eventful = { ...m, events: [everything(30, [5, 4, 0])] };
      for (const row of subjects[measure.of](eventful)) {
        if (measure.kind === 'spread') expect(() => measure.observe(m, row.i)).not.toThrow();
        else if (measure.kind === 'pooled')
          expect(measure.pool.read(eventful, row.i)).not.toBeNull();
        else
          expect(measure.read(eventful, row.i)).toMatchObject({
            x: expect.any(Number),
            y: expect.any(Number),
          });
      }
    });
  },
);

describe('measures of what happened', () => {
  it('sum over windows', () => {
    expect(read('run', 'requests', m)).toBe(20);
    expect(read('run', 'made', m)).toBe(20);
    expect(read('backend', 'requests', m, 1)).toBe(6);
    expect(read('backend', 'share', m, 0)).toBe(0.35);
    expect(read('backend', 'intended-share', m, 0)).toBe(1 / 3);
    expect(read('run', 'authority-queries', m)).toBe(0.5);
    expect(read('run', 'authority-queries-total', m)).toBe(10);
    expect(read('resolver', 'hit-ratio', m)).toBe(0.5);
    expect(read('client', 'hit-ratio', m)).toBe(0);
    expect(read('resolver', 'upstream-queries', m)).toBe(0.5);
    expect(read('resolver', 'tcp-retries', m)).toBe(5);
    expect(read('member', 'hidden-load', m)).toBe(2);
  });

  it('count failures by reason, retries, and attempts beside requests', () => {
    const failures = filled(2 * FAILURES.length);
    failures[FAILURES.indexOf('refused')] = 3;
    failures[FAILURES.length + FAILURES.indexOf('servfail')] = 2;
    const [clients] = m.clients as [Measurements['clients'][number]];
    const failing = {
      ...m,
      clients: [
        {
          ...clients,
          failures,
          attempts: Float64Array.of(12, 11),
          retries: Float64Array.of(1, 2),
        },
      ],
    };
    expect(read('failure', 'failures', failing, FAILURES.indexOf('refused'))).toBe(3);
    expect(read('run', 'failed', failing)).toBe(5);
    expect(read('client', 'failed', failing)).toBe(5);
    expect(read('run', 'retries', failing)).toBe(3);
    expect(read('run', 'retry-amplification', failing)).toBe(23 / 20);
  });

  it('say how much one answer decides', () => {
    expect(read('run', 'control-fraction', m)).toBe(0.5);
    expect(read('run', 'hidden-load', m)).toBe(2);
    expect(read('run', 'hidden-load-heaviest', m)).toBe(4);
    expect(read('run', 'hidden-load-weighted', m)).toBe(2);
    expect(read('answer', 'answer-share-first', m, 0)).toBeCloseTo(1 / 3, 15);
    expect(read('answer', 'answer-share', m, 0)).toBe(1);
  });

  it('give times only where a delay is modelled', () => {
    expect(observe('lookup-time', m)).toBeNull();
    const [clients] = m.clients as [Measurements['clients'][number]];
    const timed = { ...m, clients: [{ ...clients, lookupTime: histogramOf(0.02) }] };
    expect(observe('lookup-time', timed)?.histogram.total).toBe(1);
  });
});

describe('measures of skew', () => {
  it('judge the whole span', () => {
    const excess = [7 / 20 - 1 / 3, 6 / 20 - 1 / 3, 7 / 20 - 1 / 3];
    expect(read('run', 'cv-squared', m)).toBeCloseTo(
      excess.reduce((sum, d) => sum + 3 * d * d, 0),
      15,
    );
    expect(read('run', 'peak-to-mean', m)).toBeCloseTo(1.05, 14);
    expect(read('run', 'cv-squared-floor', m)).toBeCloseTo(0, 15);
  });

  it('judge each window, and count those without load', () => {
    const gaps = observe(
      'window-peak-to-mean',
      measured([
        [6, 2, 2],
        [0, 0, 0],
        [1, 4, 5],
      ]),
    );
    expect([gaps?.histogram.total, gaps?.skipped]).toEqual([2, 1]);
    expect(gaps?.largest).toBeCloseTo(1.8, 14);
    expect(gaps?.histogram.sum).toBeCloseTo(1.8 + 1.5, 14);
    expect(read('run', 'window-peak-to-mean-floor', m)).toBeCloseTo(1, 14);
  });

  it('predict CV² from who followed which answer, with its draws and its design effect', () => {
    // Weight (N−1)ΣG² = 2·40 over 20 requests: E[CV²] = 0.2, 10 draws, twice the variance of 20.
    expect(read('run', 'expected-cv-squared', m)).toBeCloseTo(0.2, 15);
    expect(read('run', 'effective-draws', m)).toBeCloseTo(10, 13);
    expect(read('run', 'design-effect', m)).toBeCloseTo(2, 14);
  });

  it('predict nothing where the formula does not hold', () => {
    const sorted = { ...m, skew: { ...m.skew, unpredicted: 'clients sort' } };
    for (const name of ['expected-cv-squared', 'effective-draws', 'design-effect']) {
      expect(read('run', name, sorted)).toBeNull();
    }
  });

  it('have nothing to say about a replication without requests', () => {
    const idle = measured([[0, 0, 0]]);
    for (const name of [
      'cv',
      'cv-squared',
      'jain',
      'gini',
      'peak-to-mean',
      'expected-cv-squared',
      'effective-draws',
    ]) {
      expect(read('run', name, idle)).toBeNaN();
    }
  });
});
