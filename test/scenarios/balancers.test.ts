import { describe, expect, it } from 'vitest';
import { mistakes, read } from './sample.ts';

/** Lines of the balancer, after those of the rest. */
const scenario = (
  balancer: readonly string[],
  more = '',
  records: readonly string[] = [],
) => `version: 1
name: balanced
duration: 5m
zone:
  name: example.com
  ttl: 60
  records:
    - { name: app, type: A, alias: { target: lb, evaluateTargetHealth: true } }
${records.map((record) => `    - ${record}\n`).join('')}resolvers: [{ name: isp, profile: ideal }]
clients:
  - { name: users, profile: one-shot, resolvers: isp, lookup: app.example.com, arrivals: { poisson: 1/s } }
backends:
  - { name: web, address: 192.0.2.1-192.0.2.4, service: 10ms, zone: a }
  - { name: far, address: 192.0.2.11, service: 10ms, zone: b }
${more}balancers:
  - name: lb
    dnsName: LB-1.eu-west-1.elb.amazonaws.com.
${balancer.map((line) => `    ${line}\n`).join('')}`;
const NODES = 'nodes: [{ zone: a, address: 198.51.100.1 }, { zone: b, address: 198.51.100.2 }]';
const l7 = (...more: string[]) => ['layer: l7', NODES, ...more];
const said = (balancer: readonly string[], more = '', records: readonly string[] = []) =>
  mistakes(scenario(balancer, more, records)).map((text) => text.replace(/^\d+ /, ''));
const noted = (balancer: readonly string[], more = '') =>
  read(scenario(balancer, more)).notes.map(({ text }) => text);

describe('a balancer', () => {
  it('has the defaults of an Application Load Balancer, or of a Network Load Balancer', () => {
    const [alb] = read(scenario(l7('targets: web-*'))).scenario.balancers;
    expect(alb).toEqual({
      name: 'lb',
      dnsName: 'lb-1.eu-west-1.elb.amazonaws.com',
      layer: 'l7',
      algorithm: { name: 'round-robin', settings: null },
      nodes: [
        { zone: 'a', address: '198.51.100.1' },
        { zone: 'b', address: '198.51.100.2' },
      ],
      targetGroups: [
        {
          name: 'lb',
          targets: ['web-1', 'web-2', 'web-3', 'web-4'],
          weight: 1,
          healthCheck: { interval: 30, timeout: 5, healthyThreshold: 5, unhealthyThreshold: 2 },
          deregistrationDelay: 300,
          slowStart: 0,
        },
      ],
      crossZone: true,
      failOpen: true,
      targetTimeout: 60,
      stickiness: 0,
      nodeDetection: { name: 'uniform', settings: [30, 60] },
    });
    const [nlb] = read(scenario(['layer: l4', NODES, 'targets: [web-1, far]'])).scenario.balancers;
    expect(nlb).toMatchObject({ algorithm: { name: 'flow-hash' }, crossZone: false });
    expect(nlb?.targetGroups[0]?.healthCheck.timeout).toBe(10);
  });

  it('is what an alias leads to by its name, its DNS name, or that with the prefix of consoles', () => {
    for (const target of [
      'lb',
      'lb-1.eu-west-1.elb.amazonaws.com',
      'DualStack.lb-1.eu-west-1.elb.amazonaws.com.',
    ]) {
      const text = scenario(l7('targets: web-*')).replace('target: lb,', `target: ${target},`);
      expect(read(text).scenario.zones[0]?.records[0]?.alias?.target).toBe(
        'lb-1.eu-west-1.elb.amazonaws.com',
      );
    }
  });

  it('is merged by name, and so are its target groups, over a scenario that is extended', () => {
    const base = scenario(
      l7(
        'targetGroups: [{ name: g, targets: web-*, healthCheck: { interval: 10s } }, { name: h, targets: far }]',
      ),
    );
    const over =
      'version: 1\nextends: b.yaml\nbalancers: [{ name: lb, algorithm: random, targetGroups: [{ name: g, weight: 9 }] }]\n';
    const [lb] = read(over, { files: { 'b.yaml': base } }).scenario.balancers;
    expect(lb?.algorithm.name).toBe('random');
    expect(
      lb?.targetGroups.map(({ name, weight, healthCheck: { interval } }) => [
        name,
        weight,
        interval,
      ]),
    ).toEqual([
      ['g', 9, 10],
      ['h', 1, 30],
    ]);
  });

  it('is reached by --set with its name', () => {
    const { scenario: changed } = read(scenario(l7('targets: web-*')), {
      set: ['balancers.lb.algorithm={ powerOf: 2 }'],
    });
    expect(changed.balancers[0]?.algorithm).toEqual({ name: 'powerOf', settings: 2 });
  });

  it.each<[string, string[], string[]]>([
    [
      'of both spellings of targets',
      l7('targets: web-*', 'targetGroups: [{ name: g, targets: far }]'),
      ['‹targetGroups› both targets and targetGroups are given; keep one of them'],
    ],
    ['without targets', l7(), ['‹name› expected targets, or a list of targetGroups']],
    [
      'of an unknown target',
      l7('targets: [web-1, fra]'),
      [
        '‹fra› no backend is called "fra"; add it to backends, with its address; did you mean "far"?',
      ],
    ],
    [
      'whose node has the address of a backend',
      ['layer: l7', 'nodes: [{ address: 192.0.2.11 }]', 'targets: far'],
      [
        '‹192.0.2.11› 192.0.2.11 already belongs to backend "far"; a node takes connections at an address of its own',
      ],
    ],
    [
      'whose nodes share an address',
      [
        'layer: l7',
        'nodes: [{ address: 198.51.100.1 }, { address: 198.51.100.1 }]',
        'targets: far',
      ],
      [
        '‹198.51.100.1› 198.51.100.1 already belongs to a node of "lb"; a node takes connections at an address of its own',
      ],
    ],
    [
      'with an unknown algorithm',
      l7('targets: far', 'algorithm: least-conn'),
      [
        '‹least-conn› expected an algorithm: random, round-robin, least-outstanding, { powerOf: … }, weighted-random, flow-hash, consistent-hash; found "least-conn"',
      ],
    ],
    [
      'with an algorithm of the other layer',
      l7('targets: far', 'algorithm: flow-hash'),
      [
        '‹flow-hash› flow-hash is an algorithm of l4 balancers, and this one is l7; choose random, round-robin, least-outstanding, powerOf, weighted-random, consistent-hash',
      ],
    ],
    [
      'of l7 that is sticky within a zone',
      l7('targets: [web-1, far]', 'crossZone: false', 'stickiness: 1d'),
      ['‹stickiness› stickiness does not go with crossZone: false; remove one of them'],
    ],
    [
      'that mitigates anomalies and is sticky',
      l7('targets: far', 'algorithm: weighted-random', 'stickiness: 1d'),
      [
        '‹stickiness› weighted-random does not go with stickiness; remove it, or choose another algorithm',
      ],
    ],
    [
      'with slow start and least outstanding',
      l7(
        'algorithm: least-outstanding',
        'targetGroups: [{ name: g, targets: far, slowStart: 30s }]',
      ),
      [
        '‹slowStart› least-outstanding does not go with slowStart; remove it, or choose another algorithm',
      ],
    ],
    [
      'of l4 with slow start',
      ['layer: l4', NODES, 'targetGroups: [{ name: g, targets: [web-1, far], slowStart: 30s }]'],
      ['‹slowStart› slowStart is of l7 balancers; remove it, or write layer: l7'],
    ],
    [
      'of l4 that waits for targets',
      ['layer: l4', NODES, 'targets: [web-1, far]', 'targetTimeout: 5s'],
      [
        '‹targetTimeout› an l4 balancer hands everything through and waits for nothing; remove targetTimeout',
      ],
    ],
    [
      'whose probes take longer than from one to the next',
      l7('targetGroups: [{ name: g, targets: far, healthCheck: { interval: 5s, timeout: 5s } }]'),
      [
        '‹5s› Health check interval must be greater than the timeout: the interval is 5s, the timeout 5s',
      ],
    ],
    [
      'without weights',
      l7('targetGroups: [{ name: g, targets: far, weight: 0 }]'),
      ['‹0› no target group has a weight above 0, so no request goes anywhere; raise one'],
    ],
    [
      'with two target groups of one name',
      l7('targetGroups: [{ name: g, targets: far }, { name: g, targets: web-1 }]'),
      ['‹g› a target group of "lb" is already called "g"; choose another name'],
    ],
    [
      'without a node near any target',
      ['layer: l4', 'nodes: [{ zone: c, address: 198.51.100.1 }]', 'targets: [web-1, far]'],
      [
        '‹[{ zone: c, address: 198.51.100.1 }]› no node is in the zone of a target (crossZone is off for l4 balancers): targets are in zone "a", zone "b"; give nodes and backends the same zones, or write crossZone: true',
      ],
    ],
  ])('%s is refused', (_title, balancer, expected) => {
    expect(said(balancer)).toEqual(expected);
  });

  it('is refused with a name that answers otherwise, or that another has', () => {
    const renamed = (name: string, more = '', records: string[] = []) =>
      mistakes(
        scenario(l7('targets: web-*'), more, records).replace(
          'LB-1.eu-west-1.elb.amazonaws.com.',
          name,
        ),
      ).map((text) => text.replace(/^\d+ /, ''));
    expect(renamed('www.example.com', '', ['{ name: www, type: A, value: 192.0.2.1 }'])).toEqual([
      '‹www.example.com› the zone has records of www.example.com; give the balancer another name, and let an alias lead to it',
    ]);
    expect(renamed('example.com')).toEqual([
      '‹example.com› example.com is a zone of this scenario; give the balancer another name',
    ]);
    expect(
      renamed('cdn.test', 'external: [{ name: cdn.test, type: A, ttl: 5, value: 192.0.2.1 }]\n'),
    ).toEqual(['‹cdn.test› "cdn.test" is among the external names; remove it there']);
    expect(renamed('a..b')).toContain(
      '‹a..b› the name "a..b" has an empty label; remove the extra dot',
    );
    const twice = `${scenario(l7('targets: web-*'))}  - { name: web-1, dnsName: lb-1.eu-west-1.elb.amazonaws.com, layer: l7, nodes: [{ address: 198.51.100.9 }], targets: far }\n`;
    expect(mistakes(twice).map((text) => text.replace(/^\d+ /, ''))).toEqual([
      '‹lb-1.eu-west-1.elb.amazonaws.com› "lb-1.eu-west-1.elb.amazonaws.com" is the name of the balancer "lb" already',
    ]);
  });

  it('answers no alias of a type that no node has an address of', () => {
    expect(
      said(l7('targets: web-*'), '', [
        '{ name: six, type: AAAA, alias: { target: lb, evaluateTargetHealth: false } }',
      ]),
    ).toEqual([
      '‹lb› no node of the balancer "lb" has an address for type AAAA; give one an IPv6 address',
    ]);
  });

  it('is remarked on where AWS would not take it, or something of it gets nothing', () => {
    expect(noted(['layer: l7', NODES, 'crossZone: false', 'targets: web-*'])).toEqual([
      'the target group "lb" has no target in zone "b" (crossZone: false): this node never comes into service',
    ]);
    expect(
      noted(['layer: l4', 'nodes: [{ zone: a, address: 198.51.100.1 }]', 'targets: [web-*, far]']),
    ).toEqual([
      'far, in zone "b", gets nothing: "lb" has no node there (crossZone is off for l4 balancers)',
    ]);
    expect(
      noted(
        l7(
          'targetGroups: [{ name: g, targets: far, healthCheck: { interval: 2s, timeout: 1s, unhealthyThreshold: 1 } }]',
        ),
      ),
    ).toEqual([
      'AWS takes interval from 5s to 300s, and this is 2s',
      'AWS takes timeout from 2s to 120s, and this is 1s',
      'AWS takes unhealthyThreshold from 2 to 10, and this is 1',
    ]);
    const apart = scenario(l7('targets: web-*')).replace(
      'alias: { target: lb, evaluateTargetHealth: true }',
      'value: 192.0.2.1',
    );
    expect(read(apart).notes.map(({ text }) => text)).toEqual([
      'no look-up leads to "lb-1.eu-west-1.elb.amazonaws.com": "lb" gets no requests; look it up, or let an alias or a CNAME lead to it',
    ]);
  });
});

describe('a fault', () => {
  const struck = (event: string) =>
    read(scenario(l7('targets: [web-*, far]'), `events: [{ at: 1m, ${event} }]\n`)).scenario
      .events[0];

  it('takes the nodes of a zone with it, or those of a balancer that it names, where it takes hosts away', () => {
    expect(struck('blackhole: { zone: b }')).toMatchObject({
      targets: ['far'],
      nodes: ['198.51.100.2'],
    });
    expect(struck('crash: [lb, far]')).toMatchObject({
      targets: ['far'],
      nodes: ['198.51.100.1', '198.51.100.2'],
    });
    expect(struck('drain: { zone: b }')).not.toHaveProperty('nodes');
    expect(struck('blackhole: { share: 50%, of: { zone: a } }')).not.toHaveProperty('nodes');
  });

  it('of a program that serves strikes no balancer', () => {
    const events = 'events: [{ at: 1m, slow: { target: lb, factor: 2 } }]\n';
    expect(said(l7('targets: web-*'), events)).toEqual([
      '‹lb› "lb" is a balancer, whose nodes can be lost but are never slow; strike its targets',
    ]);
  });
});
