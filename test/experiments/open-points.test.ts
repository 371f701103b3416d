/**
 * The open points of Route 53 (route53.md section 11): for each a scenario that rests on it, whose explanation and whose
 * report say so.
 */
import { describe, expect, it } from 'vitest';
import { explain } from '../../experiments/explain/index.ts';
import { run } from '../../experiments/index.ts';
import type { Study } from '../../experiments/study.ts';
import { explainReport } from '../../reports/explain.ts';
import { textReport } from '../../reports/text.ts';
import { read } from '../scenarios/sample.ts';

const set = (i: number, more: string) =>
  `{ name: app, type: A, setIdentifier: web-${i}, value: 192.0.2.${i}, ${more} }`;
const several = (count: number, more: string) =>
  Array.from({ length: count }, (_, i) => set(i + 1, more));

const scenario = (records: readonly string[], zone = '', more = '') => `version: 1
name: open-point
duration: 2m
replications: 1
zone:
  name: example.com
  ttl: 60
${zone}
  records:
${records.map((record) => `    - ${record}`).join('\n')}
resolvers:
  - { name: isp, profile: ideal }
clients:
  - { name: users, profile: one-shot, resolvers: isp, lookup: app.example.com, arrivals: { poisson: 3/s } }
backends:
  - { name: web, address: 192.0.2.1-192.0.2.9 }
${more}
`;
const multivalue = 'routing: multivalue';
const NINE_NODES = Array.from({ length: 9 }, (_, i) => `{ address: 198.51.100.${i + 1} }`).join();
const CHECKED = '  healthChecks:\n    - { name: up, backend: web-1 }';
const checked = several(2, `${multivalue}, healthCheck: up`);

/** The records of `app` as an alias of those of `pool`. */
const aliased = (study: Study): Study => {
  const zones = study.scenario.zones.map((zone) => ({
    ...zone,
    records: zone.records.map((record) =>
      record.name === 'app.example.com'
        ? {
            ...record,
            values: [],
            alias: { target: 'pool.example.com', evaluateTargetHealth: true },
          }
        : record,
    ),
  }));
  return { ...study, scenario: { ...study.scenario, zones } };
};

/** Resolvers that tell their clients' subnets. */
const forwardingSubnets = (study: Study): Study => {
  const resolvers = study.scenario.resolvers.map((group) => ({
    ...group,
    behaviour: { ...group.behaviour, ecs: { v4: 24, v6: 56 } },
  }));
  return { ...study, scenario: { ...study.scenario, resolvers } };
};

const POINTS: readonly (readonly [
  point: number,
  what: string,
  text: string,
  said: string,
  change?: (study: Study) => Study,
])[] = [
  [1, 'subset', scenario(several(9, multivalue)), 'which eight of more than eight multivalue'],
  [1, 'order', scenario(several(3, multivalue)), 'the order inside a multivalue answer'],
  [
    2,
    'mixed TTLs',
    scenario([set(1, multivalue), set(2, `${multivalue}, ttl: 30`)]),
    'the TTL of an answer made of record sets with different TTLs: mixedTtl min',
  ],
  [3, 'number of checkers', scenario(checked, CHECKED), 'a health check has 16 checkers'],
  [
    4,
    'propagation of a status',
    scenario(checked, CHECKED),
    'a health status reaches each of 16 edges after healthLag uniform [1,10]',
  ],
  [
    5,
    'weighted sets of several values',
    scenario([
      '{ name: app, type: A, setIdentifier: a, values: [192.0.2.1, 192.0.2.2], routing: weighted, weight: 1 }',
    ]),
    'how a weighted record set with several values is answered: weightedValues all',
  ],
  [
    6,
    'scope of client subnets',
    scenario(several(1, 'routing: latency, region: us-east-1')).replace(
      'profile: ideal',
      'profile: ideal, region: us-east-1',
    ),
    'for which addresses an answer by client subnet holds: ecsScope source, the default',
    forwardingSubnets,
  ],
  [
    7,
    'an alias of a multivalue group',
    scenario([
      ...several(2, multivalue).map((record) => record.replace('name: app', 'name: pool')),
      '{ name: app, type: A, value: 192.0.2.9 }',
    ]),
    'an alias of a multivalue group answers as the group does',
    aliased,
  ],
  [
    7,
    'the price of an answer through an alias',
    scenario([
      ...several(2, multivalue).map((record) => record.replace('name: app', 'name: pool')),
      '{ name: app, type: A, value: 192.0.2.9 }',
    ]),
    'an answer through an alias costs what the record set costs that was asked for',
    aliased,
  ],
  [
    8,
    'the code of no answer',
    scenario(several(1, 'routing: geolocation, geoLocation: { countryCode: DE }')),
    'the response code where no record set is for the place that a query comes from: noAnswer nodata',
  ],
  [
    9,
    'state that edges share',
    scenario(several(2, 'routing: round-robin')),
    'whether edges share the state of a policy: edgeState own, the default',
  ],
  [
    10,
    'the cap of addresses of a load balancer',
    scenario(
      ['{ name: app, type: A, alias: { target: lb, evaluateTargetHealth: true } }'],
      '',
      `balancers:\n  - { name: lb, dnsName: lb.example.net, layer: l7, targets: web-*, nodes: [${NINE_NODES}] }`,
    ),
    'its name answers with 8 of its 9 nodes, drawn for every query: elbAnswers 8',
  ],
  [
    11,
    'a checker after a time-out',
    scenario(checked, CHECKED),
    'their interval goes on when a probe is given up',
  ],
];

const PLAIN = { width: 10_000, unicode: true, colour: false };

describe.each(
  POINTS.map(([point, what, text, said, change]) => ({ point, what, text, said, change })),
)('point $point: $what', ({ text, said, change }) => {
  const study = change ? change(read(text)) : read(text);

  it('is said by explain', () => {
    const explanation = explain(study);
    expect(explanation.assumptions.map((one) => one.text).join('\n')).toContain(said);
    expect(explainReport(explanation, PLAIN)).toContain(said);
  });

  it('is said by the report of a run, as document and as text', async () => {
    const result = await run(study);
    expect(result.assumptions.map((one) => one.text).join('\n')).toContain(said);
    expect(textReport(result, PLAIN, 'full')).toContain(said);
  });
});
