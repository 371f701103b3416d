import { describe, expect, it } from 'vitest';
import { emptyAnswer } from '../../sim/authority/answer.ts';
import { streamsOf } from '../../sim/random/streams.ts';
import { simulate } from '../../sim/simulate.ts';
import { buildWorld } from '../../sim/world.ts';
import { read } from '../scenarios/sample.ts';
import { rule } from './route53/rules.ts';

interface Written {
  readonly balancer?: string;
  readonly nodes?: string;
  readonly targets?: string;
  readonly zone?: string;
  readonly records?: string;
  readonly lookup?: string;
  readonly events?: string;
}

const GROUP = 'healthCheck: { interval: 10s }';
/** Two targets in zone a, eight in zone b, and a node in each; edges hear at once. */
const written = ({
  balancer = 'crossZone: false',
  nodes = '{ zone: a, address: 198.51.100.1 }, { zone: b, address: 198.51.100.2 }',
  targets = `targetGroups: [{ name: all, targets: [near-*, far-*], ${GROUP} }]`,
  zone = '',
  records = '{ name: app, type: A, alias: { target: lb, evaluateTargetHealth: true } }',
  lookup = 'app.example.com',
  events = '',
}: Written) => `version: 1
name: balanced
duration: 10m
zone:
  name: example.com
  ttl: 20
  edges: { count: 1, healthLag: 0s }
  ${zone}
  records:
${records
  .split('\n')
  .map((record) => `    - ${record}`)
  .join('\n')}
    - { name: www, type: CNAME, value: lb-1.elb.test }
resolvers: [{ name: isp, profile: ideal, count: 3 }]
clients:
  - { name: users, profile: one-shot, resolvers: isp, lookup: ${lookup}, arrivals: { poisson: 5/s } }
backends:
  - { name: near, address: 192.0.2.1-192.0.2.2, service: 1ms, zone: a }
  - { name: far, address: 192.0.2.11-192.0.2.18, service: 1ms, zone: b }
  - { name: apology, address: 192.0.2.99, service: 1ms, zone: z }
balancers:
  - name: lb
    dnsName: lb-1.elb.test
    layer: l7
    nodes: [${nodes}]
    nodeDetection: 45s
    ${targets}
    ${balancer}
events: [${events}]
`;
const scenarioOf = (options: Written) => read(written(options)).scenario;

/** The one question of a world, asked at times. */
function asking(options: Written) {
  const scenario = scenarioOf(options);
  const { engine, authority } = buildWorld(scenario, streamsOf(1, 1));
  const addresses = [
    ...scenario.backends.flatMap((one) => one.addresses),
    ...scenario.balancers.flatMap(({ nodes }) => nodes.map(({ address }) => address)),
  ];
  const stream = streamsOf(2, 1)('answer', 'test');
  return (at: number) => {
    engine.run(at);
    const answer = emptyAnswer(400);
    authority.ask(0, 0, 0, 0, 0, stream, answer);
    const values = [...answer.addresses.subarray(0, answer.count)].map((row) => addresses[row]);
    return { values, ttl: answer.ttl, sorted: values.toSorted() };
  };
}
const NODES = ['198.51.100.1', '198.51.100.2'];

describe('the name of a balancer', () => {
  rule(
    '3.9d',
    'answers through an alias with the nodes in service, in random order, for 60 s',
    () => {
      const ask = asking({});
      const answers = Array.from({ length: 40 }, () => ask(1));
      expect(new Set(answers.map(({ sorted }) => sorted.join()))).toEqual(new Set([NODES.join()]));
      expect(new Set(answers.map(({ values }) => values[0]))).toEqual(new Set(NODES));
      expect(answers.every(({ ttl }) => ttl === 60)).toBe(true);
      expect(asking({ lookup: 'lb-1.elb.test' })(1)).toMatchObject({ sorted: NODES, ttl: 60 });
    },
  );

  it('answers with eight nodes at most, drawn for every query, or with elbAnswers', () => {
    const nodes = Array.from(
      { length: 12 },
      (_, i) => `{ zone: b, address: 198.51.100.${i + 1} }`,
    ).join();
    const ask = asking({ nodes });
    const answers = Array.from({ length: 40 }, () => ask(1).sorted);
    expect(answers.every((values) => new Set(values).size === 8)).toBe(true);
    expect(new Set(answers.flat()).size).toBe(12);
    expect(asking({ nodes, zone: 'elbAnswers: 3' })(1).values).toHaveLength(3);
    expect(
      asking({ nodes, zone: 'elbAnswers: 3', lookup: 'lb-1.elb.test' })(1).values,
    ).toHaveLength(3);
  });

  it('loses a node while no target of its zone is healthy, and has it back', () => {
    const ask = asking({ events: '{ at: 60s, crash: near-*, for: 120s }' });
    expect(ask(65).sorted).toEqual(NODES);
    // Two probes of 10 s, then five.
    expect(ask(80.1).sorted).toEqual(['198.51.100.2']);
    expect(ask(215).sorted).toEqual(['198.51.100.2']);
    expect(ask(230.1).sorted).toEqual(NODES);
  });

  it('keeps a node whose zone has no healthy target while it sends across zones', () => {
    const ask = asking({ balancer: '', events: '{ at: 60s, crash: near-* }' });
    expect(ask(200).sorted).toEqual(NODES);
  });

  it('answers with all nodes when none is left', () => {
    const ask = asking({ events: '{ at: 60s, crash: [near-*, far-*] }' });
    expect(ask(200).sorted).toEqual(NODES);
  });

  it('loses a node that is lost itself once that is found out, if it is not back by then', () => {
    const events = (lasting: string) => `{ at: 60s, blackhole: { zone: b }${lasting} }`;
    const cross = 'crossZone: true';
    const ask = asking({ balancer: cross, events: events(', for: 100s') });
    expect(ask(104.9).sorted).toEqual(NODES);
    expect(ask(105.1).sorted).toEqual(['198.51.100.1']);
    expect(ask(204.9).sorted).toEqual(['198.51.100.1']);
    expect(ask(205.1).sorted).toEqual(NODES);
    const brief = asking({ balancer: cross, events: events(', for: 44s') });
    for (let at = 61; at < 300; at += 1) expect(brief(at).sorted).toEqual(NODES);
  });

  it('never answers with a node without targets, and does once a target is registered there', () => {
    const nodes = `${'{ zone: a, address: 198.51.100.1 }, { zone: z, address: 198.51.100.2 }'}`;
    const targets = `targetGroups: [{ name: all, targets: [near-*, apology], ${GROUP} }]`;
    const ask = asking({ nodes, targets, events: '{ at: 60s, addBackend: { backend: apology } }' });
    expect(ask(59).sorted).toEqual(['198.51.100.1']);
    expect(ask(80).sorted).toEqual(NODES);
  });
});

describe('an alias that evaluates the health of a balancer', () => {
  const records = (evaluates: boolean) =>
    `{ name: app, type: A, routing: failover, failover: PRIMARY, setIdentifier: one, alias: { target: lb, evaluateTargetHealth: ${evaluates} } }
{ name: app, type: A, routing: failover, failover: SECONDARY, setIdentifier: two, value: 192.0.2.99 }`;
  const groups = `targetGroups: [{ name: one, targets: near-*, ${GROUP} }, { name: two, targets: far-*, weight: 0, ${GROUP} }]`;
  const options = (events: string, evaluates = true): Written => ({
    records: records(evaluates),
    targets: groups,
    balancer: 'crossZone: true',
    events,
  });

  rule('3.9f', 'finds it unhealthy while one of its target groups has no healthy target', () => {
    const one = asking(options('{ at: 60s, crash: near-1 }'));
    expect(one(100).sorted).toEqual(NODES);
    const all = asking(options('{ at: 60s, crash: near-*, for: 100s }'));
    expect(all(59).sorted).toEqual(NODES);
    expect(all(81).sorted).toEqual(['192.0.2.99']);
    expect(all(211).sorted).toEqual(NODES);
    // Of weight 0, which nothing is sent to.
    expect(asking(options('{ at: 60s, crash: far-* }'))(81).sorted).toEqual(['192.0.2.99']);
  });

  it('finds it unhealthy while all its nodes are lost', () => {
    const ask = asking(options('{ at: 60s, unreachable: lb }'));
    expect(ask(104).sorted).toEqual(NODES);
    expect(ask(106).sorted).toEqual(['192.0.2.99']);
  });

  it('and one that does not answers on with the nodes', () => {
    expect(asking(options('{ at: 60s, crash: near-* }', false))(120).sorted).toEqual(NODES);
  });
});

describe('what clients are meant to get through a balancer', () => {
  const intended = (options: Written) => {
    const { intendedWhole, names } = simulate(scenarioOf(options), 1, 1).backends;
    return Object.fromEntries(names.map((name, i) => [name, intendedWhole[i]]));
  };

  it('is 25 % of a target and 6.25 % of another where two and eight share a zone each (ELB guide)', () => {
    const shares = intended({});
    expect(shares).toMatchObject({
      'near-1': 0.25,
      'near-2': 0.25,
      'far-1': 0.0625,
      'far-8': 0.0625,
    });
    expect(shares.apology).toBe(0);
    expect(intended({ lookup: 'www.example.com' })['near-2']).toBeCloseTo(0.25, 12);
  });

  it('is the same for all across zones, within a group; groups divide by weight', () => {
    expect(intended({ balancer: '' })['far-3']).toBeCloseTo(0.1, 12);
    const targets =
      'targetGroups: [{ name: x, targets: near-*, weight: 90 }, { name: y, targets: far-*, weight: 10 }]';
    const shares = intended({ balancer: '', targets });
    expect(shares['near-1']).toBeCloseTo(0.45, 12);
    expect(shares['far-1']).toBeCloseTo(0.1 / 8, 12);
  });
});

it('queries through an alias to a balancer cost nothing, and those of its own name are not Route 53’s to charge', () => {
  const { byKind, queries, charges } = simulate(scenarioOf({}), 1, 1).authority;
  expect(byKind.map(({ policy, usdPerMonth }) => [policy, usdPerMonth])).toEqual([
    ['alias to a balancer', 0],
  ]);
  const counted = queries.reduce((sum, count) => sum + count, 0);
  expect(byKind[0]?.queries).toBe(counted);
  expect(charges.find(({ item }) => item === 'free queries')?.quantity).toBeGreaterThan(0);
  const direct = simulate(scenarioOf({ lookup: 'lb-1.elb.test' }), 1, 1).authority;
  expect(direct.byKind.map(({ policy }) => policy)).toEqual(['external']);
  expect(direct.queries.every((count) => count === 0)).toBe(true);
});
