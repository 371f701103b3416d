/** Where the formula of expected CV² stops to hold. */
import { describe, expect, it } from 'vitest';
import { windowExpectedCvSquared } from '../../sim/metrics/measures/window-expected-cv-squared.ts';
import type { EventSpec } from '../../sim/scenario.ts';
import { simulate } from '../../sim/simulate.ts';
import { scenarioOf } from '../support/scenarios.ts';

const at = (seconds: number) => ({ name: 'constant', settings: seconds });
const change: EventSpec = {
  name: 'change',
  at: at(450),
  curve: { bin: null, until: null, at: null },
  verb: 'set',
  record: { name: 'app.example.com', type: 'A', setIdentifier: null },
  change: { ttl: 5 },
};
const shape = { duration: 1000, window: 100, rate: 20, resolvers: 20 };

describe('expected CV² when something changes during the run', () => {
  const plain = simulate(scenarioOf(shape), 'disturbed', 1);
  const disturbed = simulate(scenarioOf(shape, { events: [change] }), 'disturbed', 1);

  it('is not known for the whole run, and says why', () => {
    expect(plain.skew.unpredicted).toBeNull();
    expect(disturbed.skew.unpredicted).toBe('records change during the run');
  });

  it('keeps its windows from before, as they are without the change', () => {
    expect(plain.skew.predictedWindows).toBe(10);
    expect(disturbed.skew.predictedWindows).toBe(4);
    const before = { ...plain, skew: { ...plain.skew, predictedWindows: 4 } };
    expect(windowExpectedCvSquared.read(disturbed, 0)).toEqual(
      windowExpectedCvSquared.read(before, 0),
    );
    expect(windowExpectedCvSquared.read(disturbed, 0)?.x).toBe(4);
  });

  it('is known when the event falls outside of the run', () => {
    const law = { name: 'uniform', settings: [2000, 3000] };
    const never = simulate(scenarioOf(shape, { events: [{ ...change, at: law }] }), 'disturbed', 1);
    expect(never.skew).toMatchObject({ unpredicted: null, predictedWindows: 10 });
  });

  it('is known for no window of clients that sort, whatever happens', () => {
    const scenario = scenarioOf(shape, { events: [change] });
    const sticky = scenario.zones.map((zone) => ({ ...zone, selection: 'sticky' as const }));
    const m = simulate({ ...scenario, zones: sticky }, 'disturbed', 1);
    expect(m.skew).toMatchObject({
      unpredicted: expect.stringContaining('sticky'),
      predictedWindows: 0,
    });
  });
});
