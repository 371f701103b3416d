/** What Route 53 allows a health check to be (route53.md section 4), as a scenario writes it. */
import { describe, expect } from 'vitest';
import { CHECKER_REGIONS } from '../../sim/authority/health/regions.ts';
import { simulate } from '../../sim/simulate.ts';
import { rule } from '../authority/route53/rules.ts';
import { mistakes, read, SAMPLE } from './sample.ts';

/** The sample with these health checks, its first record looking at `up`. */
const withChecks = (...checks: string[]) =>
  SAMPLE.replace('  records:\n', `  healthChecks: [${checks.join(', ')}]\n  records:\n`).replace(
    'value: 192.0.2.1 }',
    'value: 192.0.2.1, healthCheck: up }',
  );
const checkOf = (check: string) =>
  read(withChecks(check)).scenario.zones[0]?.healthChecks[0] as object;
const notesOf = (text: string) => read(text).notes.map(({ text: said }) => said);

describe('a health check', () => {
  rule(
    '4.1a',
    'probes every 30 s unless stated, and another interval than 10 s or 30 s is remarked on',
    () => {
      expect(checkOf('{ name: up, backend: web-1 }')).toMatchObject({ interval: 30 });
      expect(notesOf(withChecks('{ name: up, backend: web-1, interval: 10s }'))).toEqual([]);
      expect(notesOf(withChecks('{ name: up, backend: web-1, interval: 5s }'))).toEqual([
        'Route 53 probes every 10s or 30s, not every 5s',
      ]);
    },
  );

  rule('4.1b', 'has a threshold of 3 unless stated, and of 1 to 10', () => {
    expect(checkOf('{ name: up, backend: web-1 }')).toMatchObject({ failureThreshold: 3 });
    for (const threshold of [0, 11])
      expect(
        mistakes(withChecks(`{ name: up, backend: web-1, failureThreshold: ${threshold} }`)),
      ).toEqual([`6 ‹${threshold}› expected a whole number from 1 to 10; found ${threshold}`]);
  });

  rule(
    ['4.1c', '4.1d'],
    'has two checkers in each of the eight Regions unless stated, or of three at least',
    () => {
      const all = { checkers: 16, regions: CHECKER_REGIONS };
      expect(checkOf('{ name: up, backend: web-1 }')).toMatchObject(all);
      expect(checkOf('{ name: up, backend: web-1, checkers: {} }')).toMatchObject(all);
      const regions = ['us-east-1', 'eu-west-1', 'sa-east-1'];
      expect(
        checkOf(
          `{ name: up, backend: web-1, checkers: { regions: [${regions.join(', ')}], perRegion: 5 } }`,
        ),
      ).toMatchObject({ checkers: 15, regions });
      expect(
        mistakes(
          withChecks('{ name: up, backend: web-1, checkers: { regions: [us-east-1, eu-west-1] } }'),
        ),
      ).toEqual(['6 ‹[us-east-1, eu-west-1]› Route 53 has checkers in three AWS Regions at least']);
      expect(
        mistakes(
          withChecks(
            '{ name: up, backend: web-1, checkers: { regions: [us-east-1, eu-west-1, mars-1] } }',
          ),
        ),
      ).toEqual([`6 ‹mars-1› expected one of ${CHECKER_REGIONS.join(', ')}; found "mars-1"`]);
    },
  );

  rule(
    ['4.1g', '4.1j'],
    'waits 4 s for a connection and 2 s for a response, tcp 10 s for a connection',
    () => {
      for (const type of ['http', 'https', 'http-str-match', 'https-str-match'])
        expect(checkOf(`{ name: up, backend: web-1, type: ${type} }`)).toMatchObject({
          timeouts: { connect: 4, response: 2 },
        });
      expect(checkOf('{ name: up, backend: web-1, type: tcp }')).toMatchObject({
        timeouts: { connect: 10 },
      });
      expect(
        notesOf(withChecks('{ name: up, backend: web-1, type: tcp, timeouts: { connect: 4s } }')),
      ).toEqual(['Route 53 waits 10s for a connection']);
    },
  );

  rule('4.1n', 'finds an endpoint by a name through its A record', () => {
    const named = withChecks('{ name: up, endpoint: Host.Example.com. }').replace(
      '  records:\n',
      '  records:\n    - { name: host, type: A, ttl: 60, value: 192.0.2.2 }\n',
    );
    expect(read(named).scenario.zones[0]?.healthChecks).toMatchObject([{ backend: 'web-2' }]);
    expect(
      mistakes(
        named.replace('type: A, ttl', 'type: AAAA, ttl').replace('192.0.2.2 }', '"2001:db8::2" }'),
      ),
    ).toEqual([
      '6 ‹Host.Example.com.› the health check "up" probes "Host.Example.com.", to which no A record gives an address; write { name: up, backend: NAME } in healthChecks of the zone',
    ]);
  });

  rule(
    '4.1o',
    'has no endpoint in private, local or multicast networks, but may probe a backend there',
    () => {
      for (const address of [
        '10.0.0.1',
        '172.31.0.1',
        '192.168.0.1',
        '127.0.0.1',
        '169.254.1.1',
        '100.64.0.1',
        '224.0.0.1',
      ])
        expect(
          mistakes(
            withChecks(`{ name: up, endpoint: ${address} }`).replace(
              'address: 192.0.2.1',
              `address: ${address}`,
            ),
          ),
        ).toEqual([
          `6 ‹${address}› Route 53 cannot probe ${address}, which is no public address; to simulate it nevertheless write { name: up, backend: NAME } in healthChecks of the zone`,
        ]);
      expect(
        notesOf(
          withChecks('{ name: up, backend: web-1 }').replaceAll(/192\.0\.2\.1\b/g, '172.16.0.1'),
        ),
      ).toEqual(['web-1 has a private address, which Route 53 cannot probe']);
      expect(checkOf('{ name: up, endpoint: 192.0.2.1 }')).toMatchObject({ backend: 'web-1' });
    },
  );

  rule('4.1q', 'beyond 200 is remarked on', () => {
    const many = Array.from(
      { length: 201 },
      (_, i) => `{ name: ${i === 0 ? 'up' : `c${i}`}, backend: web-1 }`,
    );
    expect(notesOf(withChecks(...many))).toContain(
      "201 health checks; Route 53's quota is 200 an account",
    );
    expect(
      notesOf(
        withChecks(...many.slice(1), '{ name: up, backend: web-1 }').replace(
          '{ name: c1, backend: web-1 }, ',
          '',
        ),
      ),
    ).not.toContain("200 health checks; Route 53's quota is 200 an account");
  });

  rule('3.1k', 'that is deleted is healthy, and its records are warned of', () => {
    const text = withChecks('{ name: up, status: deleted }');
    expect(read(text).scenario.zones[0]?.healthChecks).toEqual([
      { name: 'up', inverted: false, disabled: false, status: 'healthy' },
    ]);
    expect(notesOf(text)).toEqual([
      'records name the deleted health check "up": what Route 53 makes of them is unpredictable, here they are healthy',
    ]);
  });

  rule(
    ['4.3a', '4.3c'],
    'of an alarm or a routing control has the status that the scenario states',
    () => {
      const unhealthy = withChecks('{ name: up, status: unhealthy }');
      const shareOf = (text: string) => simulate(read(text).scenario, 1, 1).backends.requests;
      const first = (text: string) =>
        shareOf(text)
          .filter((_, i) => i % 3 === 0)
          .some((count) => count > 0);
      expect(first(withChecks('{ name: up, status: healthy }'))).toBe(true);
      expect(first(unhealthy)).toBe(false);
      expect(first(withChecks('{ name: up, status: unhealthy, inverted: true }'))).toBe(true);
    },
  );

  rule('4.2e', 'that is calculated has no calculated children', () => {
    expect(
      mistakes(
        withChecks(
          '{ name: up, calculated: { children: [b], threshold: 1 } }',
          '{ name: b, calculated: { children: [c], threshold: 1 } }',
          '{ name: c, backend: web-2 }',
        ),
      ),
    ).toEqual([
      '6 ‹b› "b" is calculated itself; Route 53 calculates from checks of endpoints only, list those',
    ]);
  });

  rule('4.2f', 'has up to 256 children and a threshold up to 256', () => {
    const children = Array.from({ length: 257 }, (_, i) => `c${i}`);
    const text = (count: number, threshold = 1) =>
      withChecks(
        `{ name: up, calculated: { children: [${children.slice(0, count).join(', ')}], threshold: ${threshold} } }`,
        ...children.map((name) => `{ name: ${name}, backend: web-2 }`),
      );
    expect(mistakes(text(256, 256))).toEqual([]);
    expect(mistakes(text(257))).toEqual([
      expect.stringContaining('expected at most 256 health checks'),
    ]);
    expect(mistakes(text(256, 257))).toEqual([
      '6 ‹257› expected a whole number from 0 to 256; found 257',
    ]);
  });

  rule(
    ['2.4', '2.9'],
    'does not go with a simple record set, which is refused with the way out',
    () => {
      const simple = withChecks('{ name: up, backend: web-1 }').replace(
        'name: app, type: A, routing: multivalue, ttl: 60, setIdentifier: web-1,',
        'name: www, type: A, ttl: 60,',
      );
      expect(mistakes(simple)).toEqual([
        expect.stringMatching(
          /^8 ‹healthCheck› "healthCheck" belongs to routing .*; remove it, or name that routing$/,
        ),
      ]);
    },
  );
});
