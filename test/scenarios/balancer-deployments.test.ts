/** Backends that leave and join by way of the balancers that have them as targets. */
import { describe, expect, it } from 'vitest';
import { simulate } from '../../sim/simulate.ts';
import { mistakes, read, SAMPLE } from './sample.ts';

/** Four servers, of which a balancer has three or all, and the records of the sample name three. */
function behind(event: string, { targets = 'web-*', record = true } = {}): string {
  const backends = SAMPLE.replace('lookup: app.example.com', 'lookup: lb.example.net')
    .replace('duration: 1h', 'duration: 20m')
    .replace('profile: chrome-windows, count: 500', 'profile: one-shot')
    .replaceAll(/(web-\d, address: [\d.]+) /g, '$1, service: 2s, workers: 1000 ');
  const named = record ? backends : backends.replace(/.*setIdentifier: web-3.*\n/, '');
  return `${named}  - { name: web-4, address: 192.0.2.4, service: 2s, workers: 1000 }
balancers:
  - name: lb
    dnsName: lb.example.net
    layer: l7
    nodes: [{ address: 203.0.113.1 }]
    targetGroups:
      - { name: web, targets: ${targets}, deregistrationDelay: 10s, healthCheck: { interval: 10s, timeout: 5s } }
events:
  - ${event}
`;
}

const brief = (text: string) =>
  read(text).scenario.events.map((event) => [
    event.name,
    event.at.settings,
    event.verb === 'register' || event.verb === 'deregister'
      ? `${event.verb} ${event.backends.join(' ')}`
      : event.verb === 'fault'
        ? `${event.fault.name} ${event.targets.join(' ')}`
        : event.verb,
  ]);

describe('a deployment by way of a balancer', () => {
  it('deregisters a batch, stops it, and registers it again', () => {
    expect(
      brief(
        behind(
          '{ at: 5m, deploy: { backends: [web-1, web-2], batch: 2, every: 5m, deregister: balancer, wait: 20s, down: 30s } }',
        ),
      ),
    ).toEqual([
      ['deploy web-1, web-2: web-1, web-2 out', 300, 'deregister web-1 web-2'],
      ['deploy web-1, web-2: web-1, web-2 drain', 300, 'drain web-1 web-2'],
      ['deploy web-1, web-2: web-1, web-2 down', 320, 'crash web-1 web-2'],
      ['deploy web-1, web-2: web-1, web-2 back', 350, 'register web-1 web-2'],
    ]);
  });

  it('drops requests when it does not wait for what is in hand, and none when it does', () => {
    const failed = (wait: string) => {
      const { scenario } = read(
        behind(
          `{ at: 5m, deploy: { backends: web-*, every: 3m, deregister: balancer, wait: ${wait}, down: 30s } }`,
        ),
      );
      const [group] = simulate(scenario, 'deploy', 1).clients;
      return group?.failures.reduce((sum, n) => sum + n, 0);
    };
    // Two seconds of a quarter of 30 requests a second, four times.
    expect(failed('0s')).toBeGreaterThan(60 - 4 * Math.sqrt(60));
    expect(failed('0s')).toBeLessThan(60 + 4 * Math.sqrt(60));
    expect(failed('3s')).toBe(0);
  });
});

describe('a backend that comes or goes', () => {
  it('needs no record if a balancer lists it, and is no target before', () => {
    const text = behind('{ at: 10m, addBackend: { backend: web-4 } }');
    expect(brief(text)).toEqual([['addBackend web-4', 600, 'register web-4']]);
    const { scenario } = read(text);
    const m = simulate({ ...scenario, window: 200 }, 'add', 1);
    const columns = m.backends.names.length;
    const [before, after] = [
      m.backends.requests[columns + 3],
      m.backends.requests[4 * columns + 3],
    ];
    expect(before).toBe(0);
    expect(after).toBeGreaterThan(1000);
  });

  it('leaves both the records and the balancer, or the one that has it', () => {
    expect(brief(behind('{ at: 10m, removeBackend: { backend: web-3, stopAfter: 1m } }'))).toEqual([
      ['removeBackend web-3', 600, 'change'],
      ['removeBackend web-3: deregister', 600, 'deregister web-3'],
      ['removeBackend web-3: stop', 660, 'crash web-3'],
    ]);
    expect(
      brief(behind('{ at: 10m, removeBackend: { backend: web-3 } }', { record: false })),
    ).toEqual([
      ['removeBackend web-3', 600, 'deregister web-3'],
      ['removeBackend web-3: stop', 600, 'crash web-3'],
    ]);
    expect(brief(behind('{ at: 10m, removeBackend: { backend: web-3, records: keep } }'))).toEqual([
      ['removeBackend web-3', 600, 'crash web-3'],
    ]);
  });

  it.each([
    [
      '{ at: 5m, deploy: { backends: web-*, every: 5m, deregister: balancer, down: 30s } }',
      { targets: '[web-1, web-2]' },
      '‹web-*› no balancer has "web-3" among its targets; list it in one, or choose another way to deregister',
    ],
    [
      '{ at: 5m, deploy: { backends: web-4, every: 5m, down: 30s } }',
      {},
      'no record answers with web-4 at that time; a balancer has it: write deregister: balancer',
    ],
    [
      '{ at: { uniform: [1m, 2m] }, removeBackend: { backend: web-3 } }',
      {},
      'removeBackend takes several steps, so its time cannot be drawn; write one, such as 10m',
    ],
  ])('is refused as %s', (event, more, said) => {
    const found = mistakes(behind(event, more));
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(said);
  });
});

describe('stickiness of a balancer', () => {
  const sticky = (keys: string) =>
    behind('{ at: 5m, crash: web-1 }').replace('layer: l7', `stickiness: 1d\n    ${keys}`);

  it.each([
    ['layer: l7\n    crossZone: false', 'stickiness does not go with crossZone: false'],
    ['layer: l7\n    algorithm: weighted-random', 'weighted-random does not go with stickiness'],
  ])('is refused where AWS does: %s', (keys, said) => {
    expect(mistakes(sticky(keys)).join('\n')).toContain(said);
  });

  it('goes by the client’s address where the balancer sees no cookie, which AWS does without a stated time', () => {
    const { scenario, notes } = read(sticky('layer: l4\n    crossZone: true'));
    expect(scenario.balancers[0]?.stickiness).toBe(86_400);
    expect(notes.map(({ text }) => text).join('\n')).toContain('by its address');
  });
});
