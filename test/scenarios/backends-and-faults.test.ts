import { describe, expect, it } from 'vitest';
import { mistakes, read, sampleAnd, sampleWith } from './sample.ts';

const withServer = (keys: string) =>
  sampleWith('address: 192.0.2.1 }', `address: 192.0.2.1, ${keys} }`);
const withEvents = (...events: readonly string[]) =>
  sampleAnd(`events:\n${events.map((event) => `  - ${event}\n`).join('')}`);

describe('a server', () => {
  it('has one worker and a queue without limit unless more is said', () => {
    expect(read(withServer('service: { exponential: 20ms }')).scenario.backends[0]?.server).toEqual(
      {
        workers: 1,
        service: { name: 'exponential', settings: 0.02 },
        discipline: 'fifo',
        queueLimit: Number.POSITIVE_INFINITY,
        overflow: '503',
        abandoned: 'finish',
        timeout: Number.POSITIVE_INFINITY,
        slowStart: 0,
      },
    );
  });

  it('is as it is written, its overflow as a number or a word', () => {
    const keys =
      'service: 20ms, workers: 8, queueLimit: 0, abandoned: cancel, discipline: fifo, timeout: 3s, slowStart: 30s';
    const server = {
      workers: 8,
      service: { name: 'constant', settings: 0.02 },
      discipline: 'fifo',
      queueLimit: 0,
      abandoned: 'cancel',
      timeout: 3,
      slowStart: 30,
    };
    for (const overflow of ['503', '"503"', 'refuse', 'silent'])
      expect(
        read(withServer(`${keys}, overflow: ${overflow}`)).scenario.backends[0]?.server,
      ).toEqual({ ...server, overflow: overflow.replaceAll('"', '') });
  });

  it('is the same for every backend of a range', () => {
    const text = sampleWith(
      '{ name: web-1, address: 192.0.2.1 }',
      '{ name: more, address: 192.0.2.7-192.0.2.8, service: 5ms }',
    );
    const services = read(text).scenario.backends.map(({ server }) => server?.service.settings);
    expect(services.slice(0, 2)).toEqual([0.005, 0.005]);
  });

  it.each([
    [
      'workers: 2',
      '15 ‹workers› workers needs a service time; add service, such as 20ms, or remove workers',
    ],
    ['service: 20ms, workers: 0', '15 ‹0› expected a whole number from 1 to 1000000; found 0'],
    [
      'service: 20ms, overflow: refuse',
      '15 ‹overflow› a queue without a limit never overflows; add queueLimit, or remove overflow',
    ],
    [
      'service: 20ms, queueLimit: 3, overflow: 500',
      '15 ‹500› expected one of 503, refuse, silent; found 500',
    ],
    [
      'service: 20ms, discipline: sjf',
      '15 ‹sjf› expected one of fifo, lifo, ps, random; found "sjf"',
    ],
    [
      'slowStart: 30s',
      '15 ‹slowStart› slowStart needs a service time; add service, such as 20ms, or remove slowStart',
    ],
  ])('cannot be written as %s', (keys, said) => {
    expect(mistakes(withServer(keys))).toEqual([said]);
  });

  it('may close connections that clients keep, served or only counted', () => {
    const keepAliveOf = (keys: string) => read(withServer(keys)).scenario.backends[0]?.keepAlive;
    expect(keepAliveOf('zone: a')).toBeUndefined();
    const idle = { idle: 60, maxAge: null, maxRequests: Number.POSITIVE_INFINITY };
    expect(keepAliveOf('keepAlive: { idle: 60s }')).toEqual(idle);
    const all = 'service: 1ms, keepAlive: { idle: 75s, maxAge: 1h, maxRequests: 1000 }';
    expect(keepAliveOf(all)).toEqual({
      idle: 75,
      maxAge: { name: 'constant', settings: 3600 },
      maxRequests: 1000,
    });
  });

  it.each([
    [
      'keepAlive: {}',
      '15 ‹{}› expected { idle, maxAge, maxRequests }, or some of them; found an empty mapping',
    ],
    [
      'keepAlive: { maxRequests: 0 }',
      '15 ‹0› expected a whole number from 1 to 2147483647; found 0',
    ],
  ])('closes none by %s', (keys, said) => {
    expect(mistakes(withServer(keys))).toEqual([said]);
  });

  it('closes none that nobody keeps', () => {
    const text = withServer('keepAlive: { idle: 60s }').replace('chrome-windows', 'one-shot');
    expect(mistakes(text)).toEqual([
      '15 ‹keepAlive› no client keeps connections, so there is none to close; give a client group a pool, or remove keepAlive',
    ]);
  });

  it('is what shares by capacity go by, so every backend needs one that is limited', () => {
    const [said = ''] = mistakes(sampleAnd('skewAgainst: capacity'));
    expect(said).toContain('the capacity of web-1 is not known; give every backend a service time');
  });
});

describe('a fault', () => {
  it('strikes a name, a list of them, or all that match a pattern, each once', () => {
    const { events } = read(
      withEvents(
        '{ at: 1m, crash: web-2 }',
        '{ at: 2m, drain: [web-3, web-*] }',
        '{ at: 3m, blackhole: { target: [web-3, web-1] } }',
      ),
    ).scenario;
    expect(events.map((event) => event.verb === 'fault' && event.targets)).toEqual([
      ['web-2'],
      ['web-1', 'web-2', 'web-3'],
      ['web-1', 'web-3'],
    ]);
    expect(events.map(({ name }) => name)).toEqual([
      'crash web-2',
      'drain web-3, web-*',
      'blackhole web-3, web-1',
    ]);
  });

  it('lasts to the end of the run, or as long as `for` says; a drain closes unless told not to', () => {
    const { events } = read(
      withEvents(
        '{ at: 1m, crash: web-1 }',
        '{ at: 2m, for: { exponential: 3s }, drain: web-1 }',
        '{ at: 3m, drain: { target: web-1, close: false } }',
      ),
    ).scenario;
    expect(events).toMatchObject([
      { lasts: null, fault: { name: 'crash', settings: null } },
      {
        lasts: { name: 'exponential', settings: 3 },
        fault: { name: 'drain', settings: { close: true } },
      },
      { fault: { name: 'drain', settings: { close: false } } },
    ]);
  });

  it.each([
    [
      'crash: wep-1',
      '19 ‹wep-1› no backend is called "wep-1"; add it to backends, with its address; did you mean "web-1"?',
    ],
    [
      'crash: web',
      '19 ‹web› no backend is called "web"; add it to backends, with its address; did you mean "web-*"?',
    ],
    [
      'crash: [web-1, wbe-2]',
      '19 ‹wbe-2› no backend is called "wbe-2"; add it to backends, with its address; did you mean "web-2"?',
    ],
    ['crash: db-*', '19 ‹db-*› no backend matches "db-*"'],
    [
      'crash: web 1',
      '19 ‹web 1› expected the name of a backend, a pattern such as web-*, or a list of them; found "web 1"',
    ],
    [
      'crash: []',
      '19 ‹[]› expected the name of a backend, a pattern such as web-*, or a list of them; found an empty list',
    ],
    ['crash: 7', '19 ‹7› expected the backends that it strikes, or { target: … }; found 7'],
    ['drain: { target: web-1, clos: true }', '19 ‹clos› unknown key "clos"; did you mean "close"?'],
    [
      'drain: { target: web-1, close: perhaps }',
      '19 ‹perhaps› expected true or false; found "perhaps"',
    ],
    [
      'drain: { close: true }',
      '19 ‹drain› missing key "target": expected the name of a backend, a pattern such as web-*, or a list of them',
    ],
    [
      'crash: { zone: a }',
      '19 ‹a› no backend says which zone it is in; add zone: a to those that are in it',
    ],
    [
      'crash: { target: { region: eu } }',
      '19 ‹eu› no backend says which region it is in; add region: eu to those that are in it',
    ],
    [
      'crash: { share: 0, of: web-* }',
      '19 ‹0› a share of 0 strikes none; raise it, or remove the event',
    ],
    ['crash: { share: 30%, of: db-* }', '19 ‹db-*› no backend matches "db-*"'],
    [
      'slow: { target: web-1, factor: 3 }',
      '19 ‹web-1› web-1 answers at once and cannot be slow; give it a service time, such as service: 20ms',
    ],
    ['slow: web-1', '19 ‹web-1› expected { target: …, factor: … }; found "web-1"'],
    [
      'errors: { target: web-1, share: 130% }',
      '19 ‹130%› expected a share of at most 100%; found "130%"',
    ],
    [
      'flap: { target: web-1, up: 0, down: 0 }',
      '19 ‹flap› up and down are both 0, so it would never come to an end; give it some time',
    ],
    [
      'flap: { target: web-1, up: 1ms, down: 1ms }',
      '19 ‹flap› it would come and go some 1800000 times; at most 100000 are followed; lengthen up or down',
    ],
    [
      'flap: { target: web-1, up: 1m, down: 1m, as: slow }',
      '19 ‹slow› expected one of crash, blackhole, unreachable, drain; found "slow"',
    ],
    [
      'for: 10s, set: { name: app, setIdentifier: web-1, ttl: 30 }',
      '19 ‹for› set happens at once and does not end; remove for',
    ],
  ])('cannot be written as %s', (verb, said) => {
    expect(mistakes(withEvents(`{ at: 1m, ${verb} }`))).toEqual([said]);
  });

  it('strikes all of a zone or a region, or a share of what it names', () => {
    const text = withEvents(
      '{ at: 1m, crash: { zone: a } }',
      '{ at: 2m, unreachable: { target: { region: eu-west-1 }, after: 1s } }',
      '{ at: 3m, errors: { target: { share: 30%, of: web-* }, share: 5% } }',
      '{ at: 4m, flap: { target: { share: 0.5, of: { zone: a } }, up: 1m, down: { exponential: 5s } } }',
    )
      .replace('address: 192.0.2.1', 'zone: a, address: 192.0.2.1')
      .replace('address: 192.0.2.3', 'zone: a, region: eu-west-1, address: 192.0.2.3');
    const { events } = read(text).scenario;
    expect(events).toMatchObject([
      { name: 'crash zone a', targets: ['web-1', 'web-3'] },
      {
        name: 'unreachable region eu-west-1',
        targets: ['web-3'],
        fault: { settings: { after: { name: 'constant', settings: 1 } } },
      },
      {
        name: 'errors 30% of web-*',
        targets: ['web-1', 'web-2', 'web-3'],
        share: 0.3,
        fault: { settings: { share: 0.05 } },
      },
      {
        name: 'flap 0.5 of zone a',
        targets: ['web-1', 'web-3'],
        share: 0.5,
        fault: { name: 'crash', settings: null },
        flap: { down: { name: 'exponential' }, up: { name: 'constant' } },
      },
    ]);
    expect(mistakes(text.replace('{ zone: a } }', '{ zone: b } }'))).toEqual([
      '19 ‹b› no backend is in the zone "b"; they are in a; did you mean "a"?',
    ]);
  });

  it('may join another: slowness and errors contradict nothing', () => {
    const errors = '{ at: 1m, errors: { target: web-1, share: 5% } }';
    expect(mistakes(withEvents(errors, '{ at: 1m, drain: web-1 }'))).toEqual([]);
    expect(
      mistakes(withEvents(errors, '{ at: 1m, name: more, errors: { target: web-1, share: 9% } }')),
    ).toEqual([]);
  });

  it('cannot contradict another one that begins at the same time on the same backend', () => {
    const said =
      '20 ‹drain› "crash web-1" strikes web-1 at the same time, and only one can be in force; move one of them';
    const crash = '{ at: 1m, crash: web-1 }';
    expect(mistakes(withEvents(crash, '{ at: 60s, drain: web-* }'))).toEqual([said]);
    expect(mistakes(withEvents(crash, '{ at: 61s, drain: web-* }'))).toEqual([]);
    expect(mistakes(withEvents(crash, '{ at: 1m, drain: web-2 }'))).toEqual([]);
    expect(mistakes(withEvents(crash, '{ at: 1m, crash: web-*, for: 5s }'))).toEqual([]);
  });

  it('of a backend that has a mistake of its own is not told to have no target', () => {
    const text = withEvents('{ at: 1m, crash: web-1 }').replace(
      '192.0.2.1 }\n  - { name: web-2',
      'no }\n  - { name: web-2',
    );
    expect(mistakes(text)).toHaveLength(1);
  });
});
