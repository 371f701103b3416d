import { describe, expect, it } from 'vitest';
import { CHECKER_REGIONS } from '../../sim/authority/health/regions.ts';
import { mistakes, read, SAMPLE } from './sample.ts';

/** The sample with health checks, the first record looking at `up`. */
const withChecks = (checks: string, record = 'healthCheck: up') =>
  SAMPLE.replace('  records:\n', `  healthChecks: ${checks}\n  records:\n`).replace(
    'value: 192.0.2.1 }',
    `value: 192.0.2.1, ${record} }`,
  );

describe('a health check', () => {
  it('has what Route 53 has by default, and tcp its own time-out', () => {
    const { scenario, notes } = read(
      withChecks('[{ name: up, backend: web-1 }, { name: open, backend: web-2, type: tcp }]'),
    );
    expect(scenario.zones[0]?.healthChecks).toEqual([
      {
        name: 'up',
        backend: 'web-1',
        inverted: false,
        disabled: false,
        type: 'http',
        interval: 30,
        failureThreshold: 3,
        checkers: 16,
        regions: CHECKER_REGIONS,
        timeouts: { connect: 4, response: 2 },
        probe: 'connect',
        awsEndpoint: false,
        measureLatency: false,
      },
      expect.objectContaining({ type: 'tcp', timeouts: { connect: 10, response: 2 } }),
    ]);
    expect(scenario.zones[0]?.records.map(({ healthCheck }) => healthCheck)).toEqual([
      'up',
      null,
      null,
    ]);
    expect(scenario.zones[0]?.edges.healthLag).toEqual({ name: 'uniform', settings: [1, 10] });
    expect(notes).toEqual([
      expect.objectContaining({
        text: 'no record looks at the health check "open": what it finds changes no answer',
      }),
    ]);
  });

  it('that Route 53 does not offer is simulated, and said to be none of its', () => {
    const { notes } = read(
      withChecks('[{ name: up, backend: web-1, interval: 5s, timeouts: { connect: 1s } }]').replace(
        /192\.0\.2\.1\b/g,
        '10.0.0.1',
      ),
    );
    expect(notes.map(({ text }) => text)).toEqual([
      'web-1 has a private address, which Route 53 cannot probe',
      'Route 53 probes every 10s or 30s, not every 5s',
      'Route 53 waits 4s for a connection and 2s for a response',
    ]);
  });

  it.each([
    [
      'a record that names none',
      '[{ name: upp, backend: web-1 }]',
      '8 ‹up› no health check is called "up"; describe it in healthChecks of the zone, or import what `aws route53 list-health-checks` prints; did you mean "upp"?',
    ],
    [
      'a backend that does not exist',
      '[{ name: up, backend: web-11 }]',
      '6 ‹web-11› the health check "up" probes "web-11", but no backend is called that; add it to backends; did you mean "web-1"?',
    ],
    [
      'two of a name',
      '[{ name: up, backend: web-1 }, { name: up, backend: web-2 }]',
      '6 ‹up› a health check is already called "up"; choose another name',
    ],
    [
      'a threshold that the API refuses',
      '[{ name: up, backend: web-1, failureThreshold: 11 }]',
      '6 ‹11› expected a whole number from 1 to 10; found 11',
    ],
    [
      'no time between probes',
      '[{ name: up, backend: web-1, interval: 0s }]',
      '6 ‹0s› expected a duration above 0; found "0s"',
    ],
    [
      'a queue where nothing queues',
      '[{ name: up, backend: web-1, probe: queue }]',
      '6 ‹queue› web-1 has no service, so nothing queues there; give it one, or write probe: connect',
    ],
    [
      'a tcp probe in a queue',
      '[{ name: up, backend: web-1, type: tcp, probe: queue }]',
      '6 ‹queue› a tcp probe waits in no queue; write probe: connect, or another type',
    ],
    [
      'a tcp response',
      '[{ name: up, backend: web-1, type: tcp, timeouts: { response: 1s } }]',
      '6 ‹1s› a tcp probe ends with the connection; remove response',
    ],
    [
      'checkers in too few regions',
      '[{ name: up, backend: web-1, checkers: { regions: [eu-west-1] } }]',
      '6 ‹[eu-west-1]› Route 53 has checkers in three AWS Regions at least',
    ],
    [
      'checkers twice in a region',
      '[{ name: up, backend: web-1, checkers: { regions: [eu-west-1, sa-east-1, eu-west-1] } }]',
      '6 ‹[eu-west-1, sa-east-1, eu-west-1]› an AWS Region is listed twice; write each once',
    ],
    [
      'backend and endpoint',
      '[{ name: up, backend: web-1, endpoint: 192.0.2.1 }]',
      '6 ‹endpoint› both backend and endpoint are given; keep one',
    ],
    [
      'an endpoint of no backend',
      '[{ name: up, endpoint: 192.0.2.9 }]',
      '6 ‹192.0.2.9› the health check "up" probes "192.0.2.9", the address of no backend; add { name: NAME, address: 192.0.2.9 } to backends, or write { name: up, backend: NAME } in healthChecks of the zone',
    ],
    [
      'an endpoint by a name that no record gives an address',
      '[{ name: up, endpoint: www.example.com }]',
      '6 ‹www.example.com› the health check "up" probes "www.example.com", to which no A record gives an address; write { name: up, backend: NAME } in healthChecks of the zone',
    ],
    [
      'an endpoint by a name of several backends',
      '[{ name: up, endpoint: app.example.com }]',
      '6 ‹app.example.com› the health check "up" probes "app.example.com", which is at web-1, web-2, web-3; a check probes one, write { name: up, backend: NAME } in healthChecks of the zone',
    ],
    [
      'a status and something to probe',
      '[{ name: up, status: healthy, backend: web-1 }]',
      '6 ‹backend› a health check with a status of its own probes nothing; remove backend',
    ],
    [
      'a status and children',
      '[{ name: up, status: healthy, calculated: { children: [b], threshold: 1 } }, { name: b, backend: web-1 }]',
      '6 ‹status› a calculated health check probes nothing; remove status',
    ],
    [
      'a deleted one turned round',
      '[{ name: up, status: deleted, inverted: true }]',
      '6 ‹inverted› a deleted health check has nothing to turn round',
    ],
    [
      'neither backend nor children',
      '[{ name: up }]',
      '6 ‹name› expected the backend that it probes, its endpoint, calculated or status',
    ],
    [
      'children of a check that probes',
      '[{ name: up, backend: web-1, interval: 10s, calculated: { children: [b], threshold: 1 } }, { name: b, backend: web-2 }]',
      '6 ‹backend› a calculated health check probes nothing; remove backend',
      '6 ‹interval› a calculated health check probes nothing; remove interval',
    ],
    [
      'children that do not exist',
      '[{ name: up, calculated: { children: [bb], threshold: 1 } }, { name: b, backend: web-2 }]',
      '6 ‹bb› no health check is called "bb"; describe it in healthChecks of the zone; did you mean "b"?',
    ],
    [
      'children that are calculated, itself among them',
      '[{ name: up, calculated: { children: [up, b], threshold: 1 } }, { name: b, calculated: { children: [c], threshold: 1 } }, { name: c, backend: web-2 }]',
      '6 ‹up› "up" is calculated itself; Route 53 calculates from checks of endpoints only, list those',
      '6 ‹b› "b" is calculated itself; Route 53 calculates from checks of endpoints only, list those',
    ],
    [
      'a child named twice',
      '[{ name: up, calculated: { children: [b, b], threshold: 1 } }, { name: b, backend: web-2 }]',
      '6 ‹b› "b" is in the list already; remove one',
    ],
    [
      'a threshold beyond the API',
      '[{ name: up, calculated: { children: [b], threshold: 257 } }, { name: b, backend: web-2 }]',
      '6 ‹257› expected a whole number from 0 to 256; found 257',
    ],
    [
      'a word for yes',
      '[{ name: up, backend: web-1, disabled: on }]',
      '6 ‹on› expected true or false; found "on"',
    ],
  ])('is refused with %s', (_title, checks, ...said) => {
    expect(mistakes(withChecks(checks))).toEqual(said);
  });

  it('is inverted, disabled, or calculated from others, which are then looked at', () => {
    const { scenario, notes } = read(
      withChecks(
        '[{ name: up, calculated: { children: [a, b], threshold: 1 } }, { name: a, backend: web-1, inverted: true }, { name: b, backend: web-2, disabled: true }]',
      ),
    );
    expect(scenario.zones[0]?.healthChecks).toMatchObject([
      { name: 'up', children: ['a', 'b'], threshold: 1, inverted: false, disabled: false },
      { name: 'a', backend: 'web-1', inverted: true, disabled: false },
      { name: 'b', backend: 'web-2', inverted: false, disabled: true },
    ]);
    expect(notes).toEqual([]);
  });

  it('that can have one status only is remarked on', () => {
    const said = (threshold: number, more = '') =>
      read(
        withChecks(
          `[{ name: up, calculated: { children: [a], threshold: ${threshold} } }, { name: a, backend: web-1${more} }]`,
        ),
      ).notes.map(({ text }) => text);
    expect(said(0)).toEqual(['a threshold of 0 is always met: the check is healthy']);
    expect(said(2)).toEqual(['2 of 1 can never be healthy: the check is unhealthy']);
    expect(said(1, ', inverted: true, disabled: true')).toEqual([
      'a disabled health check is always healthy: that it is inverted changes nothing',
    ]);
  });

  it('belongs to no simple record', () => {
    const simple = withChecks('[{ name: up, backend: web-1 }]').replace(
      '    - { name: app, type: A, routing: multivalue, ttl: 60, setIdentifier: web-1,',
      '    - { name: www, type: A, ttl: 60,',
    );
    expect(mistakes(simple)).toEqual([
      '8 ‹healthCheck› "healthCheck" belongs to routing multivalue, weighted, failover, latency, geolocation, geoproximity, ip-based, round-robin, round-robin-2 and least-assigned; remove it, or name that routing',
    ]);
  });

  it('comes from a base, changed by name', () => {
    const { scenario } = read(
      'version: 1\nextends: base.yaml\nzone: { healthChecks: [{ name: up, timeouts: { response: 1s } }] }\n',
      { files: { 'base.yaml': withChecks('[{ name: up, backend: web-1, interval: 10s }]') } },
    );
    expect(scenario.zones[0]?.healthChecks).toMatchObject([
      { name: 'up', backend: 'web-1', interval: 10, timeouts: { connect: 4, response: 1 } },
    ]);
  });
});
