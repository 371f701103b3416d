import { describe, expect, it } from 'vitest';
import { simulate } from '../../sim/simulate.ts';
import { mistakes, read, sampleAnd } from './sample.ts';

const withEvents = (...events: readonly string[]) =>
  sampleAnd(`events:\n${events.map((event) => `  - ${event}\n`).join('')}`);
const eventsOf = (...events: readonly string[]) => read(withEvents(...events)).scenario.events;
const brief = (events: ReturnType<typeof eventsOf>) =>
  events.map((event) => [
    event.name,
    event.at.settings,
    event.verb === 'fault'
      ? [event.fault.name, event.targets.join(' '), event.lasts?.settings ?? null]
      : event.verb === 'change'
        ? event.changes.map(({ action, record }) => `${action} ${record.setIdentifier}`)
        : event.verb,
  ]);

describe('a backend that is removed', () => {
  it('leaves the records, and is stopped when its time has come', () => {
    const events = eventsOf('{ at: 10m, removeBackend: { backend: web-3, stopAfter: 2m } }');
    expect(brief(events)).toEqual([
      ['removeBackend web-3', 600, ['delete web-3']],
      ['removeBackend web-3: stop', 720, ['crash', 'web-3', null]],
    ]);
  });

  it('may be stopped without a word to DNS', () => {
    const events = eventsOf('{ at: 10m, removeBackend: { backend: web-3, records: keep } }');
    expect(brief(events)).toEqual([['removeBackend web-3', 600, ['crash', 'web-3', null]]]);
  });

  it.each([
    [
      '{ at: 10m, removeBackend: { backend: web-9 } }',
      '19 ‹web-9› no backend is called "web-9"; add it to backends, with its address; did you mean "web-1"?',
    ],
    [
      '{ at: { uniform: [1m, 2m] }, removeBackend: { backend: web-1, stopAfter: 1s } }',
      '19 ‹uniform› removeBackend takes several steps, so its time cannot be drawn; write one, such as 10m',
    ],
    [
      '{ at: { uniform: [1m, 2m] }, removeBackend: { backend: web-1 } }',
      '19 ‹uniform› removeBackend takes several steps, so its time cannot be drawn; write one, such as 10m',
    ],
    [
      '{ at: 59m, removeBackend: { backend: web-1, stopAfter: 5m } }',
      '19 ‹removeBackend› its last step is at 3840s, and the run ends at 3600s; begin earlier, or raise duration',
    ],
  ])('cannot be written as %s', (event, said) => {
    expect(mistakes(withEvents(event))).toEqual([said]);
  });
});

describe('a deployment', () => {
  it('takes a batch out of DNS, drains it, stops it, and brings it back, and goes on to the next', () => {
    const events = eventsOf(
      '{ at: 5m, deploy: { backends: web-*, batch: 2, every: 10m, wait: 2m, down: 30s, close: false } }',
    );
    expect(brief(events)).toEqual([
      ['deploy web-*: web-1, web-2 out', 300, ['delete web-1', 'delete web-2']],
      ['deploy web-*: web-1, web-2 drain', 300, ['drain', 'web-1 web-2', 120]],
      ['deploy web-*: web-1, web-2 down', 420, ['crash', 'web-1 web-2', 30]],
      ['deploy web-*: web-1, web-2 back', 450, ['upsert web-1', 'upsert web-2']],
      ['deploy web-*: web-3 out', 900, ['delete web-3']],
      ['deploy web-*: web-3 drain', 900, ['drain', 'web-3', 120]],
      ['deploy web-*: web-3 down', 1020, ['crash', 'web-3', 30]],
      ['deploy web-*: web-3 back', 1050, ['upsert web-3']],
    ]);
    expect(events[1]).toMatchObject({ fault: { settings: { close: false } } });
  });

  it('that deregisters nowhere only drains and stops', () => {
    const events = eventsOf(
      '{ at: 5m, deploy: { backends: [web-1, web-2], every: 10m, deregister: none, down: 30s } }',
    );
    expect(brief(events)).toEqual([
      ['deploy web-1, web-2: web-1 down', 300, ['crash', 'web-1', 30]],
      ['deploy web-1, web-2: web-2 down', 900, ['crash', 'web-2', 30]],
    ]);
  });

  it('drops requests when it stops before the TTL has run out, and none when it waits', () => {
    const failed = (wait: string) => {
      const text = withEvents(
        `{ at: 5m, deploy: { backends: web-*, every: 10m, wait: ${wait}, down: 30s } }`,
      );
      const { scenario } = read(
        text
          .replace('profile: chrome-windows', 'profile: one-shot, connect: single')
          .replace(', count: 500', '')
          .replace('name: example.com', 'name: example.com\n  edges: { recordLag: 10s }'),
      );
      const [group] = simulate(scenario, 'deploy', 1).clients;
      return group?.failures.reduce((sum, n) => sum + n, 0);
    };
    expect(failed('20s')).toBeGreaterThan(50);
    expect(failed('70s')).toBe(0);
  });

  it.each([
    [
      'backends: web-*, batch: 4, every: 10m, down: 30s',
      '19 ‹4› only 3 backends are deployed; lower batch to 3 at most',
    ],
    [
      'backends: web-*, batch: 3, every: 10m, down: 30s',
      '19 ‹backends› app.example.com would be left without an address; take out fewer at once, or keep the records',
    ],
    [
      'backends: web-*, every: 1m, wait: 50s, down: 30s',
      '19 ‹1m› a batch takes 80s (wait and down), longer than the 60s to the next one; raise every',
    ],
    [
      'backends: { share: 50%, of: web-* }, every: 1m, down: 30s',
      '19 ‹share› a deployment is of all that it names; remove share',
    ],
    [
      'backends: web-*, every: 5m, deregister: balancer, down: 30s',
      '19 ‹web-*› no balancer has "web-1" among its targets; list it in one, or choose another way to deregister',
    ],
    ['backends: db-*, every: 1m, down: 30s', '19 ‹db-*› no backend matches "db-*"'],
    [
      'backends: web-*, every: 30m, down: 30s',
      '19 ‹deploy› its last step is at 3930s, and the run ends at 3600s; begin earlier, or raise duration',
    ],
  ])('cannot be written as %s', (keys, said) => {
    expect(mistakes(withEvents(`{ at: 5m, deploy: { ${keys} } }`))).toEqual([said]);
  });
});

describe('an event that happens every so often', () => {
  it('is as many events, the first after as long', () => {
    const events = eventsOf('{ every: 20m, for: 10s, crash: web-1 }');
    expect(brief(events)).toEqual([
      ['crash web-1', 1200, ['crash', 'web-1', 10]],
      ['crash web-1 #2', 2400, ['crash', 'web-1', 10]],
    ]);
    expect(eventsOf('{ every: 20m, name: nightly, crash: web-1 }')[1]?.name).toBe('nightly #2');
  });

  it.each([
    [
      '{ at: 1m, every: 20m, crash: web-1 }',
      '19 ‹every› both at and every are given; keep one of them',
    ],
    ['{ crash: web-1 }', '19 ‹crash› missing key "at": expected a time such as 10m, or every: 1h'],
    [
      '{ every: 2h, crash: web-1 }',
      '19 ‹2h› the run ends at 3600s, before this event; lower every, or raise duration',
    ],
    [
      '{ every: 1s, crash: web-1 }',
      '19 ‹1s› it would happen 3599 times; at most 1000 are followed; raise every',
    ],
  ])('cannot be written as %s', (event, said) => {
    expect(mistakes(withEvents(event))).toEqual([said]);
  });
});
