import { describe, expect, it } from 'vitest';
import { streamsOf } from '../../sim/random/streams.ts';
import { meanOfWhole, wholeSampler } from '../../sim/random/whole.ts';
import type { Law } from '../../sim/scenario.ts';

const SAMPLES = 100_000;
const LAWS: readonly Law[] = [
  { name: 'constant', settings: 20 },
  { name: 'exponential', settings: 20 },
  { name: 'exponential', settings: 0.8 },
  { name: 'uniform', settings: [5, 15] },
  { name: 'lognormal', settings: { mean: 3, cv: 1.5 } },
];

describe('whole numbers from a law', () => {
  it.each(LAWS)('have the mean foretold: $name $settings', (law) => {
    const draw = wholeSampler(law, streamsOf(1, 1)('session', 'users'));
    let [sum, squares] = [0, 0];
    let areWhole = true;
    for (let i = 0; i < SAMPLES; i++) {
      const value = draw();
      areWhole &&= Number.isInteger(value) && value >= 1;
      sum += value;
      squares += value * value;
    }
    expect(areWhole).toBe(true);
    const mean = sum / SAMPLES;
    const error = Math.sqrt(Math.max(0, squares / SAMPLES - mean * mean) / SAMPLES);
    expect(Math.abs(mean - meanOfWhole(law))).toBeLessThanOrEqual(4 * error);
  });
  it('are the nearest, halves up, from 1 on', () => {
    const of = (settings: number) =>
      wholeSampler({ name: 'constant', settings }, streamsOf(1, 1)('session'))();
    expect([0, 0.2, 1.4, 1.5, 7.5].map(of)).toEqual([1, 1, 1, 2, 8]);
  });
  it('keep the mean of numbers that lie evenly about a whole one', () => {
    expect(meanOfWhole({ name: 'uniform', settings: [5, 15] })).toBeCloseTo(10, 2);
    const exact = 1 + Math.exp(-1.5 / 20) / (1 - Math.exp(-1 / 20));
    expect(meanOfWhole({ name: 'exponential', settings: 20 })).toBeCloseTo(exact, 2);
  });
});
