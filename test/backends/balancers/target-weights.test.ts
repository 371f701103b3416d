import { describe, expect, it } from 'vitest';
import {
  AnomalyMitigation,
  GAIN,
  LEAST_WEIGHT,
  PERIOD,
} from '../../../sim/backends/balancers/targets/anomaly-mitigation.ts';
import { SlowStart } from '../../../sim/backends/balancers/targets/slow-start.ts';
import { streamsOf } from '../../../sim/random/streams.ts';
import { type GroupChange, groupOfTargets } from './group-of-targets.ts';

describe('slow start', () => {
  const world = (change: GroupChange = {}) => {
    const own = groupOfTargets({ ...change, group: { slowStart: 40, ...change.group } });
    const slow = new SlowStart(own.states, own.engine);
    return { ...own, slow, weights: () => [0, 1, 2].map((row) => slow.weightOf(row)) };
  };

  it('takes a target that becomes healthy from nothing to all, linearly', () => {
    const { states, engine, slow, weights, at } = world();
    expect(weights()).toEqual([1, 1, 1]);
    at(100, () => states.judge(1, false));
    at(200, () => states.judge(1, true));
    const seen: number[] = [];
    for (const quarter of [0, 1, 2, 3, 4])
      at(200 + 10 * quarter, () => seen.push(slow.weightOf(1)));
    engine.run(300);
    expect(seen).toEqual([0, 0.25, 0.5, 0.75, 1]);
    expect(weights()).toEqual([1, 1, 1]);
  });

  it('takes one that is registered from its first passed probe on', () => {
    const { states, engine, slow, begin, at } = world({ absent: [1] });
    begin();
    at(500, () => states.register(1));
    engine.run(530);
    const [, healthy] = states.transitions();
    expect(slow.weightOf(1)).toBeCloseTo((530 - (healthy?.at as number)) / 40, 12);
  });

  it('is not for one that has no warm healthy one beside it', () => {
    const { states, weights } = world();
    for (const row of [0, 1, 2]) states.judge(row, false);
    states.judge(0, true);
    expect(weights()).toEqual([1, 1, 1]);
    states.judge(1, true);
    states.judge(2, true);
    expect(weights()).toEqual([1, 0, 0]);
    states.judge(0, false);
    states.judge(0, true);
    expect(weights()).toEqual([1, 0, 0]);
  });

  it('ends with the health of its target, and begins anew with it', () => {
    const { states, engine, slow, at } = world();
    states.judge(1, false);
    states.judge(1, true);
    at(20, () => states.judge(1, false));
    at(30, () => states.judge(1, true));
    engine.run(40);
    expect(slow.weightOf(1)).toBe(0.25);
  });
});

describe('anomaly mitigation', () => {
  /** So many requests a second, sent by weight to targets that answer with these shares of errors. */
  const run = (
    targets: number,
    errorsAt: (target: number, time: number) => number,
    { seconds = 600, rate = 60, change = {} as GroupChange, seed = 1 } = {},
  ) => {
    const names = Array.from({ length: targets }, (_, i) => `web-${i + 1}`);
    const world = groupOfTargets({ ...change, group: { targets: names, ...change.group } });
    const { engine, states } = world;
    const mitigation = new AnomalyMitigation(states, [0], engine);
    const stream = streamsOf('anomaly', seed)('pick');
    const history: number[][] = [];
    for (let time = 0; time < seconds; time++) {
      engine.run(time + 1);
      const weights = names.map((_, i) => mitigation.weightOf(i));
      history.push(weights);
      const sum = weights.reduce((a, b) => a + b, 0);
      for (let request = 0; request < rate; request++) {
        const target = placeOf(stream.uniform() * sum, weights);
        mitigation.responded(target, stream.uniform() < errorsAt(target, time));
      }
    }
    return { history };
  };
  const placeOf = (part: number, weights: readonly number[]) => {
    let passed = 0;
    return weights.findIndex((weight, i) => {
      passed += weight;
      return part < passed || i === weights.length - 1;
    });
  };
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

  it('takes load away from a target of which 30 % of the responses are errors, and gives it back after', () => {
    const { history } = run(4, (target, time) =>
      target === 1 && time >= 100 && time < 400 ? 0.3 : 0.01,
    );
    const share = history.map((weights) => (weights[1] as number) / (4 * mean(weights)));
    expect(mean(share.slice(0, 100))).toBeGreaterThan(0.24);
    expect(mean(share.slice(200, 400))).toBeLessThan(0.1);
    // Up by GAIN a period, once the errors are forgotten.
    expect(share.at(-1)).toBe(0.25);
    const rising = history.slice(450).map((weights) => weights[1] as number);
    for (let i = PERIOD; i < rising.length; i++)
      expect((rising[i] as number) - (rising[i - PERIOD] as number)).toBeLessThan(GAIN + 1e-9);
  });

  it('leaves all as they are where all fail alike', () => {
    const { history } = run(4, () => 0.3, { seconds: 300 });
    const mitigated = history.flat().filter((weight) => weight < 1).length;
    // A one-sided test at three standard errors: one in 740 a target and period, each time for a while.
    expect(mitigated / history.flat().length).toBeLessThan(0.1);
  });

  it('mitigates at most half of the healthy targets, those that fail most', () => {
    const { history } = run(6, (target) => [0, 0.3, 0.4, 0.5, 0.6, 0][target] as number, {
      seconds: 200,
      rate: 200,
    });
    for (const weights of history)
      expect(weights.filter((weight) => weight < 1).length).toBeLessThanOrEqual(3);
    expect(mean(history.slice(50).map((weights) => weights[4] as number))).toBeLessThan(0.3);
  });

  it('needs three healthy targets', () => {
    const { history } = run(2, (target) => (target === 0 ? 0.5 : 0), { seconds: 100 });
    expect(history.every((weights) => weights.every((weight) => weight === 1))).toBe(true);
  });

  it('never takes all of the weight', () => {
    const { history } = run(3, (target) => (target === 0 ? 1 : 0), { rate: 3000, seconds: 100 });
    const least = Math.min(...history.map((weights) => weights[0] as number));
    expect(least).toBe(LEAST_WEIGHT);
  });
});
