/** Arrivals of a rate that follows a daily course: as many in every hour as the rate's integral says. */
import { describe, expect, it } from 'vitest';
import { CoursedTimes } from '../../sim/clients/arrivals/course.ts';
import { DAY, DailyCourse } from '../../sim/clients/arrivals/daily-course.ts';
import { diurnal } from '../../sim/clients/arrivals/diurnal.ts';
import { streamsOf } from '../../sim/random/streams.ts';
import { simulate } from '../../sim/simulate.ts';
import { arrivalRateOf } from '../../sim/start/flows.ts';
import { clientGroup, scenarioOf } from '../support/scenarios.ts';

const HOUR = 3600;
const hours = Array.from({ length: 24 }, (_, hour) => hour);

describe.each([1, 1.4, 2, 2.5, 6, 20])('a peak of %s times the mean', (peakToMean) => {
  const peakAt = 20 * HOUR;
  const course = new DailyCourse(peakToMean, peakAt);

  it('is reached at the peak, and the mean is 1', () => {
    expect(course.at(peakAt)).toBeCloseTo(peakToMean, 9);
    expect(course.at(peakAt - 5 * DAY)).toBeCloseTo(peakToMean, 9);
    expect(course.worth(-1234, DAY - 1234)).toBeCloseTo(DAY, 6);
    const highest = Math.max(...hours.map((hour) => course.at(hour * HOUR + 600)));
    expect(highest).toBeLessThanOrEqual(peakToMean);
    for (let t = 0; t < DAY; t += 97) expect(course.at(t)).toBeGreaterThanOrEqual(0);
  });

  it('has the integral of its rate, by Simpson’s rule over pieces of a minute', () => {
    for (const hour of hours) {
      let sum = 0;
      for (let t = hour * HOUR; t < (hour + 1) * HOUR; t += 60)
        sum += 10 * (course.at(t) + 4 * course.at(t + 30) + course.at(t + 60));
      expect(course.worth(hour * HOUR, (hour + 1) * HOUR)).toBeCloseTo(sum, 3);
    }
  });

  it('finds when a worth has passed', () => {
    for (const from of [-40_000, 0, 30_000.5, 71_999])
      for (const worth of [1e-3, 1, 700, 50_000, 200_000]) {
        const to = course.after(from, worth);
        expect(to).toBeGreaterThan(from);
        expect(Math.abs(course.worth(from, to) - worth)).toBeLessThan(1e-8 + 1e-9 * worth);
      }
  });

  it('has as many arrivals in each hour as the integral says, within 4 standard errors', () => {
    const times = new CoursedTimes(0.5, streamsOf('daily', peakToMean)('gap'), 0, course);
    const counts = new Float64Array(24);
    for (let t = times.next(); t < 2 * DAY; t = times.next()) {
      const hour = Math.floor(t / HOUR) % 24;
      counts[hour] = (counts[hour] as number) + 1;
    }
    for (const hour of hours) {
      const mean = 2 * 0.5 * course.worth(hour * HOUR, (hour + 1) * HOUR);
      expect(Math.abs((counts[hour] as number) - mean)).toBeLessThanOrEqual(
        4 * Math.sqrt(mean) + 4,
      );
    }
  });
});

const settings = { mean: 2, peakToMean: 1.9, peakAt: 12 * HOUR };
const users = { ...clientGroup(2, null), arrivals: { name: 'diurnal', settings } };

it('takes the rate of the moment where one is asked for', () => {
  expect(arrivalRateOf(users)).toBe(2);
  expect(arrivalRateOf(users, 12 * HOUR)).toBeCloseTo(3.8, 12);
  expect(arrivalRateOf(users, 0)).toBeCloseTo(0.2, 12);
});

it.each(['requests', 'counts'] as const)(
  'makes, with detail: %s, as many requests in each hour as the integral says',
  (detail) => {
    const scenario = {
      ...scenarioOf({ duration: DAY, window: HOUR, resolvers: 3 }),
      clients: [users],
      detail,
    };
    const { made } = simulate(scenario, 'daily', 1).clients[0] as { made: Float64Array };
    const course = new DailyCourse(settings.peakToMean, settings.peakAt);
    for (const hour of hours) {
      const mean = 2 * course.worth(hour * HOUR, (hour + 1) * HOUR);
      expect(Math.abs((made[hour] as number) - mean)).toBeLessThanOrEqual(4 * Math.sqrt(mean));
    }
  },
);

it('of rate 0 never comes', () => {
  const times = diurnal.begin({ ...settings, mean: 0 }, streamsOf('none', 1)('gap'), 'stationary');
  expect(times(0).next()).toBe(Number.POSITIVE_INFINITY);
});
