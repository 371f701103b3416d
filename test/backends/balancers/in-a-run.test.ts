/** Balancers in whole runs: who is counted where, how far clients travel, and what happens where nobody is to be had. */
import { expect, it } from 'vitest';
import { needsRequests } from '../../../sim/counts/needs.ts';
import { FAILURES } from '../../../sim/measurements.ts';
import type { BackendSpec, BalancerSpec, FaultSpec, Scenario } from '../../../sim/scenario.ts';
import { simulate } from '../../../sim/simulate.ts';
import { fault } from '../../support/backends.ts';
import { balancedScenario } from '../../support/balancers.ts';
import { columnSums, poolOf, sum } from '../../support/scenarios.ts';

const constant = (settings: number) => ({ name: 'constant', settings });
const NODES = [
  { zone: 'a', address: '198.51.100.1' },
  { zone: 'b', address: '198.51.100.2' },
];
/** web-1 and web-2 in zone a, the others in zone b. */
const inZone = (row: number): Partial<BackendSpec> => ({ zone: row < 2 ? 'a' : 'b' });

/** From 100 s to the end nothing comes back from zone a, from neither its targets nor its node. */
const outage: FaultSpec = {
  ...fault('blackhole', ['web-1', 'web-2']),
  nodes: ['198.51.100.1'],
  at: constant(100),
  curve: { bin: 10, until: 100, at: null },
};

it.each(['l4', 'l7'] as const)(
  'counts every request once where it went first, with a zone lost (%s)',
  (layer) => {
    const scenario = balancedScenario(
      {
        backends: 4,
        rate: 20,
        duration: 200,
        window: 10,
        ttl: 0,
        clients: 200,
        client: { pool: poolOf({ idle: 20 }), requestTimeout: 5, connectTimeout: 3 },
      },
      { layer, nodes: NODES },
      { events: [outage], backend: inZone },
    );
    const m = simulate(scenario, 'outage', 1);
    const [event] = m.events;
    const made = m.clients[0]?.made ?? new Float64Array(0);
    if (!event) throw new RangeError('no event');
    expect(sum(event.curve.made)).toBe(sum(made.slice(10)));
    expect(event.targets).toEqual([0, 1, 4]);
    // Half went to the node of the zone, and of the others half to its targets.
    const { before } = event.curve;
    const error = Math.sqrt((0.75 * 0.25) / before.made);
    // Requests of one client go over one connection for a while: of fifteen or so each.
    expect(Math.abs(before.target / before.made - 0.75)).toBeLessThan(4 * Math.sqrt(15) * error);
    // Nothing has been answered there since.
    const [a, b] = [columnSums(m.backends.requests.slice(40), 4), m.balancers[0]?.requests ?? []];
    expect([a[0], a[1]]).toEqual([0, 0]);
    expect(columnSums(Float64Array.from(b).slice(20), 2)[0]).toBe(0);
  },
);

it('is as far away as the targets of the zone of its node, whoever of them serves', () => {
  const near = { name: 'constant', settings: 0.02 };
  const far = { name: 'constant', settings: 0.3 };
  const network: Scenario['network'] = {
    places: [],
    rtt: {
      default: far,
      within: null,
      pairs: [{ places: ['eu-central-1', 'eu-west-1'], value: near }],
    },
  };
  for (const layer of ['l4', 'l7'] as const) {
    const scenario = balancedScenario(
      { backends: 4, rate: 20, duration: 100 },
      { layer, nodes: NODES.slice(0, 1) },
      {
        network,
        backend: (row) => ({ ...inZone(row), region: row < 2 ? 'eu-west-1' : 'us-east-1' }),
      },
    );
    const [users] = scenario.clients;
    if (!users) throw new RangeError('no clients');
    const placed = { ...scenario, clients: [{ ...users, place: 'eu-central-1' }] };
    const m = simulate(placed, 'trips', 1);
    expect(Math.min(...columnSums(m.backends.requests, 4))).toBeGreaterThan(0);
    const { connectTime, totalTime } = m.clients[0] ?? { connectTime: null, totalTime: null };
    // Steps of the histogram are a few per cent wide.
    expect(connectTime?.quantile(0.999)).toBeLessThan(0.022);
    expect(totalTime?.quantile(0.999)).toBeLessThan(0.044);
  }
});

it('has nobody to send to where a zone has no targets: 503 at l7, refused at l4', () => {
  const share = (layer: BalancerSpec['layer'], reason: (typeof FAILURES)[number]) => {
    const scenario = balancedScenario(
      { backends: 2, rate: 20, duration: 400, ttl: 0 },
      { layer, nodes: NODES, crossZone: false },
      { backend: () => ({ zone: 'b' }) },
    );
    const m = simulate(scenario, 'nobody', 1);
    const failures = columnSums(m.clients[0]?.failures ?? new Float64Array(0), FAILURES.length);
    const failed = failures[FAILURES.indexOf(reason)] as number;
    expect(sum(failures)).toBe(failed);
    expect(columnSums(m.balancers[0]?.rejected ?? new Float64Array(0), 2)).toEqual([failed, 0]);
    return failed / sum(m.clients[0]?.made ?? []);
  };
  const error = Math.sqrt(0.25 / 8000);
  expect(Math.abs(share('l7', 'rejected') - 0.5)).toBeLessThan(4 * error);
  expect(Math.abs(share('l4', 'refused') - 0.5)).toBeLessThan(4 * error);
});

it('divides requests by the weights of groups first', () => {
  const group = (name: string, targets: readonly string[], weight: number) => ({
    ...(balancedScenario({}).balancers[0] as BalancerSpec).targetGroups[0],
    name,
    targets,
    weight,
  });
  const targetGroups = [
    group('blue', ['web-1', 'web-2', 'web-3'], 9),
    group('green', ['web-4'], 1),
    group('idle', ['web-1'], 0),
  ] as BalancerSpec['targetGroups'];
  const m = simulate(
    balancedScenario({ backends: 4, rate: 50, duration: 400, ttl: 0 }, { targetGroups }),
    'groups',
    1,
  );
  const all = sum(m.backends.requests);
  columnSums(m.backends.requests, 4).forEach((requests, target) => {
    const share = target < 3 ? 0.3 : 0.1;
    expect(m.backends.intendedWhole[target]).toBeCloseTo(share, 12);
    expect(Math.abs(requests / all - share)).toBeLessThan(
      4 * Math.sqrt((share * (1 - share)) / all),
    );
  });
});

it('needs single requests', () => {
  expect(needsRequests(balancedScenario({}))).toEqual([
    {
      path: ['balancers', 0],
      reason: 'a balancer chooses a target for each request or connection',
    },
  ]);
});
