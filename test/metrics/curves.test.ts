import { describe, expect, it } from 'vitest';
import type { CurveCounts } from '../../sim/measurements.ts';
import { curveBins } from '../../sim/metrics/curve-bins.ts';
import { Curves } from '../../sim/metrics/curves.ts';
import { RecordChanges } from '../../sim/metrics/record-changes.ts';
import { streamsOf } from '../../sim/random/streams.ts';
import type { CurveSpec, EventSpec, Scenario } from '../../sim/scenario.ts';
import { drawTimeline } from '../../sim/timeline.ts';
import { multivalueRecords, resolverGroup, scenarioOf } from '../support/scenarios.ts';

const NO_CURVE: CurveSpec = { bin: null, until: null, at: null };
const constant = (seconds: number) => ({ name: 'constant', settings: seconds });
const crash = (at: number, lasts: number | null, curve = NO_CURVE): EventSpec => ({
  name: 'crash web-1',
  at: constant(at),
  curve,
  verb: 'fault',
  fault: { name: 'crash', settings: null },
  targets: ['web-1'],
  lasts: lasts === null ? null : constant(lasts),
});
const change = (at: number, name = 'app.example.com', curve = NO_CURVE): EventSpec => ({
  name: `set ${name}`,
  at: constant(at),
  curve,
  verb: 'set',
  record: { name, type: 'A', setIdentifier: 'web-1' },
  change: { ttl: 30 },
});

const APP = { name: 'app.example.com', type: 'A' };

function curvesFor(
  events: readonly EventSpec[],
  scenario: Scenario = scenarioOf({ duration: 1000 }),
) {
  const timeline = drawTimeline(events, streamsOf('curves', 1), scenario.duration);
  const changes = new RecordChanges(timeline, [APP], scenario.zones);
  return new Curves(timeline, changes, scenario);
}

const NEVER_STALE = 1;

describe('the curve of an event', () => {
  const contiguous: CurveSpec = { bin: 10, until: 30, at: null };

  it('counts requests by the bin in which they were made, and those to a target', () => {
    const curves = curvesFor([crash(200, null, contiguous)]);
    for (const [made, backend] of [
      [199, 0],
      [200, 0],
      [209.9, 1],
      [210, 0],
      [229, 2],
      [230, 0],
    ] as const)
      curves.went(made, backend, NEVER_STALE);
    const [curve] = curves.measured() as [CurveCounts];
    expect([...curve.from]).toEqual([0, 10, 20]);
    expect([...curve.to]).toEqual([10, 20, 30]);
    expect([...curve.made]).toEqual([2, 1, 1]);
    expect([...curve.target]).toEqual([1, 1, 0]);
    expect(curve.before).toEqual({ made: 1, target: 1 });
    expect(curve.stale).toBeNull();
    expect(curve.lastAtTarget).toBe(30);
  });

  it('may have bins apart from each other, around the moments asked for', () => {
    const curves = curvesFor([change(200, undefined, { bin: 2, until: null, at: [5, 7, 18] })]);
    for (const made of [203.9, 204, 205.9, 206, 207.9, 208, 216.9, 217, 218.9, 219])
      curves.went(made, 0, 0);
    const [curve] = curves.measured() as [CurveCounts];
    expect([...curve.from]).toEqual([4, 6, 17]);
    expect([...curve.made]).toEqual([2, 2, 2]);
    expect([...(curve.stale as Float64Array)]).toEqual([2, 2, 2]);
  });

  it('takes counts of several requests, and the moment of the last of them', () => {
    const curves = curvesFor([crash(200, null, contiguous)]);
    curves.went(205, 0, NEVER_STALE, 7, 208);
    curves.went(205, 1, NEVER_STALE, 3);
    const [curve] = curves.measured() as [CurveCounts];
    expect([curve.made[0], curve.target[0], curve.lastAtTarget]).toEqual([10, 7, 8]);
  });

  it('blames on a fault what was tried last at its target while it lasted', () => {
    const curves = curvesFor([crash(200, 20, contiguous)]);
    curves.failed(199.5, 0, 1, 200.5);
    curves.failed(199.5, 0, 1, 199.9);
    curves.failed(205, 0);
    curves.failed(205, 1);
    curves.failed(205, -1);
    curves.failed(221, 0);
    const [curve] = curves.measured() as [CurveCounts];
    expect(curve.failedByTarget).toBe(2);
    expect([...curve.failed]).toEqual([3, 0, 1]);
  });

  it('follows the target back after a fault has ended', () => {
    const curves = curvesFor([crash(200, 20, contiguous)]);
    curves.went(219, 0, NEVER_STALE);
    curves.went(221, 1, NEVER_STALE);
    curves.went(235, 0, NEVER_STALE);
    const [curve] = curves.measured() as [CurveCounts];
    expect(curve.lastAtTarget).toBe(19);
    expect([...(curve.back?.made ?? [])].slice(0, 3)).toEqual([1, 1, 0]);
    expect([...(curve.back?.target ?? [])].slice(0, 3)).toEqual([0, 1, 0]);
  });

  it('leaves empty the bins that the run does not wholly cover', () => {
    const curves = curvesFor([crash(975, null, contiguous)]);
    curves.went(980, 0, NEVER_STALE);
    curves.went(997, 0, NEVER_STALE);
    const [curve] = curves.measured() as [CurveCounts];
    expect([...curve.covered]).toEqual([1, 1, 0]);
    expect([...curve.made]).toEqual([1, 0, 0]);
  });

  it('keeps events apart, before, between and after them, whatever the order of the counting', () => {
    const curves = curvesFor([crash(200, null, contiguous), crash(600, null, contiguous)]);
    for (const made of [620, 205, 999, 615, 210, 1]) curves.went(made, 0, NEVER_STALE);
    const [first, second] = curves.measured() as [CurveCounts, CurveCounts];
    expect([...first.made]).toEqual([1, 1, 0]);
    expect([...second.made]).toEqual([0, 1, 1]);
  });

  it('cuts time at every edge of a bin', () => {
    const { edges } = curvesFor([change(200, undefined, contiguous)]);
    expect(edges).toEqual([...edges].sort((a, b) => a - b));
    for (const edge of [200, 210, 220, 230]) expect(edges).toContain(edge);
  });
});

describe('stale', () => {
  it('is an answer that has not seen the change, and no other change matters', () => {
    const scenario = scenarioOf({ duration: 1000 });
    const records = [
      ...multivalueRecords(3, 60),
      ...multivalueRecords(2, 60).map((record) => ({ ...record, name: 'api.example.com' })),
    ];
    const zones = [{ ...(scenario.zones[0] as Scenario['zones'][number]), records }];
    const events = [change(300), change(100, 'api.example.com'), change(200)];
    const timeline = drawTimeline(events, streamsOf('curves', 1), scenario.duration);
    const changes = new RecordChanges(timeline, [APP, { ...APP, name: 'api.example.com' }], zones);
    const behind = (name: number, seen: number) =>
      events.map((event) => changes.before(event)?.[changes.stateOf(name, seen)] === 1);
    expect(behind(0, 0)).toEqual([true, false, true]);
    expect(behind(0, 1)).toEqual([true, false, false]);
    expect(behind(0, 2)).toEqual([false, false, false]);
    expect(behind(1, 0)).toEqual([false, true, false]);
    expect(behind(1, 1)).toEqual([false, false, false]);
  });
});

describe('bins by default', () => {
  const scenario = scenarioOf({ duration: 1000, ttl: 60 });
  const extent = (event: EventSpec, given = scenario) => {
    const { from, to, width } = curveBins(event, given);
    return [width, from.length, to.at(-1)];
  };

  it('are a twentieth of the TTL concerned, and reach over three lives of an answer', () => {
    expect(extent(change(100))).toEqual([3, 60, 180]);
    expect(extent(change(100), scenarioOf({ duration: 1000, ttl: 5 }))).toEqual([1, 15, 15]);
  });

  it('reckon with what resolvers and clients add', () => {
    const slower = {
      ...scenarioOf({
        duration: 2000,
        ttl: 60,
        clients: 9,
        client: { dns: { kind: 'fixed', seconds: 40 } },
      }),
      resolvers: [
        { ...resolverGroup('isp', 1), upstream: 'up' },
        resolverGroup('up', 1, { minTtl: 100 }),
      ],
    };
    expect(extent(change(100), slower).at(-1)).toBe(3 * (60 + 100 + 40));
  });

  it('go on after a fault that ends within them', () => {
    expect(extent(crash(100, 30)).at(-1)).toBe(210);
    expect(extent(crash(100, 600)).at(-1)).toBe(180);
  });

  it('stop with the run', () => {
    expect(extent(change(901))).toEqual([3, 33, 99]);
  });

  it('are windows when no record is concerned', () => {
    const spare = scenarioOf({ duration: 1000, ttl: 60, backends: 3 });
    const nowhere = { ...crash(100, null), targets: ['spare'] } as EventSpec;
    expect(curveBins(nowhere, spare).width).toBe(spare.window);
  });
});
