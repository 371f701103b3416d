import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { scenarioJsonSchema } from '../../scenarios/format/index.ts';
import { mistakes, SAMPLE, sampleAnd, sampleWith } from './sample.ts';

const validate = new Ajv({ strict: false, allErrors: true }).compile(scenarioJsonSchema());
const accepts = (text: string) => validate(parse(text, { merge: true }));

const RIGHT = [
  SAMPLE,
  sampleAnd(
    'x-mine: [1]\nseed: abc\nwindow: 5s\nskewAgainst: equal\nhistory: 2d\nstrictBackends: true\n',
  ),
  sampleWith(
    'count: 20',
    'count: 20, x-note: a, popularity: { zipf: 1.1 }, latency: { client: 5ms, upstream: { exponential: 20ms } }',
  ),
  sampleWith(
    'count: 20',
    'count: 2, popularity: { weights: [5, 3] }, minTtl: 5, negativeTtl: { max: 60 }, prefetch: { share: 10%, plus: 5s }',
  ),
  sampleWith(
    'count: 20',
    'orderOnHit: { rotate: { by: random } }, orderOnMiss: shuffle, shards: 4, shardPick: query',
  ),
  sampleWith('resolvers: isp', 'resolvers: [{ share: 100%, use: isp }]'),
  sampleWith(
    'lookup: app.example.com',
    'lookup: { app.example.com: 1 }, subnet: 10.0.0.0/8, interfacePrefix: 24, dns: { fixed: 5s }, pool: none, connect: single',
  ),
  sampleWith('address: 192.0.2.3', 'addresses: [192.0.2.3], targetShare: 20%'),
  sampleAnd(
    'network: { rtt: { uniform: [1ms, 2ms] } }\nevents: [{ at: { uniform: [1m, 2m] }, set: { name: app, ttl: 5s } }]\n',
  ),
  sampleAnd('network: { rtt: { default: 20ms } }\nstart: cold\nleadIn: auto\ndetail: auto\n'),
];

/** Wrong in ways that one value at a time can show. */
const WRONG = [
  sampleAnd('colour: blue\n'),
  sampleAnd('expect: [{ metric: share, about: 5% }]\n'),
  sampleWith('version: 1\n', ''),
  sampleWith('version: 1', 'version: 2'),
  sampleWith('duration: 1h\n', ''),
  sampleWith('1h', '5 min'),
  sampleWith('ttl: 60', 'ttl: -1'),
  sampleWith('ttl: 60', 'ttl: 1.5'),
  sampleWith('routing: multivalue', 'routing: latency'),
  sampleWith('setIdentifier: web-1, ', ''),
  sampleWith('setIdentifier: web-1, ', 'setIdentifier: web-1, weight: 5, '),
  sampleWith(', value: 192.0.2.1', ''),
  sampleWith('value: 192.0.2.1', 'value: 192.0.2.1, values: [192.0.2.1]'),
  sampleWith('type: A', 'type: AX'),
  sampleWith('count: 20', 'count: 0'),
  sampleWith('count: 20', 'popularity: { zipff: 1 }'),
  sampleWith('count: 20', 'serveStale: never'),
  sampleWith('profile: unbound', 'profile: unbond'),
  sampleWith('{ poisson: 30/s }', '{ poisson: 30 }'),
  sampleWith('{ poisson: 30/s }', '{ poisson: 30/s, perClients: true }'),
  sampleWith('address: 192.0.2.3', 'adress: 192.0.2.3'),
  sampleAnd('events: [{ at: 1m, slow: web-1 }]\n'),
  sampleAnd('events: [{ at: 1m, crash: { target: web-1, close: true } }]\n'),
  sampleWith('address: 192.0.2.1 }', 'address: 192.0.2.1, service: 20ms, overflow: 500 }'),
  sampleAnd('start: warm\n'),
];

describe('the JSON Schema', () => {
  it('is the one that is shipped for editors', async () => {
    await expect(`${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`).toMatchFileSnapshot(
      '../../scenarios/schema.json',
    );
  });

  it.each(RIGHT)('accepts what the reader accepts (%#)', (text) => {
    expect(mistakes(text)).toEqual([]);
    accepts(text);
    expect(validate.errors).toBeNull();
  });

  it.each(WRONG)('refuses what the reader refuses (%#)', (text) => {
    expect(mistakes(text)).not.toEqual([]);
    expect(accepts(text)).toBe(false);
  });

  it('lets a scenario that extends another leave out what that one has', () => {
    expect(accepts('version: 1\nextends: base.yaml\n')).toBe(true);
    expect(accepts('version: 1\n')).toBe(false);
  });

  it('says something about every key at the top', () => {
    const { properties } = scenarioJsonSchema() as {
      properties: Record<string, { description?: string }>;
    };
    expect(Object.entries(properties).filter(([, { description }]) => !description)).toEqual([]);
  });
});
