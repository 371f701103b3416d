import { describe, expect, it } from 'vitest';
import { faults } from '../../sim/backends/faults/index.ts';
import { Outcome, ProbeAnswer, Reception } from '../../sim/backends/reception.ts';
import { backendsOf, chance, fault } from '../support/backends.ts';

const { accepted, refused, silent, unreachable } = Reception;

/** Model.md part 9, row by row; what stands in place of an outcome was not heard. */
const table = [
  {
    name: 'crash',
    settings: null,
    lost: true,
    closes: false,
    isSilent: false,
    inHand: Outcome.reset,
    arriving: Outcome.reset,
    newConnection: refused,
    probes: { http: ProbeAnswer.fails, tcp: ProbeAnswer.fails },
  },
  {
    name: 'blackhole',
    settings: null,
    lost: false,
    closes: false,
    isSilent: true,
    inHand: 'nothing',
    arriving: 'nothing',
    newConnection: silent,
    probes: { http: ProbeAnswer.silent, tcp: ProbeAnswer.silent },
  },
  {
    name: 'drain',
    settings: { close: true },
    lost: false,
    closes: true,
    isSilent: false,
    inHand: Outcome.completed,
    arriving: Outcome.completed,
    newConnection: accepted,
    probes: { http: ProbeAnswer.fails, tcp: ProbeAnswer.fails },
  },
  {
    name: 'drain',
    settings: { close: false },
    lost: false,
    closes: false,
    isSilent: false,
    inHand: Outcome.completed,
    arriving: Outcome.completed,
    newConnection: accepted,
    probes: { http: ProbeAnswer.fails, tcp: ProbeAnswer.fails },
  },
  {
    name: 'unreachable',
    settings: { after: { name: 'constant', settings: 3 } },
    lost: false,
    closes: false,
    isSilent: true,
    inHand: 'nothing',
    arriving: 'nothing',
    newConnection: unreachable,
    probes: { http: ProbeAnswer.silent, tcp: ProbeAnswer.silent },
  },
  {
    // To the backend itself, and to all who are elsewhere; those cut off are in partitions.test.ts.
    name: 'partition',
    settings: { from: 'eu-west-1' },
    lost: false,
    closes: false,
    isSilent: false,
    inHand: Outcome.completed,
    arriving: Outcome.completed,
    newConnection: accepted,
    probes: 'as ever',
  },
  {
    name: 'slow',
    settings: { factor: 3 },
    lost: false,
    closes: false,
    isSilent: false,
    inHand: Outcome.completed,
    arriving: Outcome.completed,
    newConnection: accepted,
    probes: 'as ever',
  },
  {
    name: 'errors',
    settings: { share: 1 },
    lost: false,
    closes: false,
    isSilent: false,
    inHand: Outcome.error,
    arriving: Outcome.error,
    newConnection: accepted,
    probes: { http: ProbeAnswer.fails, tcp: ProbeAnswer.passes },
  },
] as const;

describe.each(table)('$name $settings', (row) => {
  const event = fault(row.name, ['web-1'], row.settings);

  /** Two requests in hand, the fault at 0.5 s, a third request over an open connection at 0.6 s. */
  const struck = (server: object | null) => {
    const rig = backendsOf([server, server], { events: [event] });
    rig.at(0, () => {
      rig.backends.serve(0, 7, 0.5);
      rig.backends.serve(0, 8, 0.5);
    });
    rig.at(0.5, () => rig.backends.strike(event, 0, chance));
    rig.at(0.6, () => rig.backends.serve(0, 9, 0.5));
    return rig;
  };

  it('does to open connections what the table says', () => {
    const { heard, finish } = struck({});
    finish();
    const of = (who: number) =>
      heard.find(([, what, whom]) => what === 'outcome' && whom === who)?.[3] ?? 'nothing';
    expect([of(7), of(8), of(9)]).toEqual([row.inHand, row.inHand, row.arriving]);
    expect(heard.some(([, what]) => what === 'lost')).toBe(row.lost);
  });

  it('does so at a backend that only counts', () => {
    const { heard, backends, engine } = struck(null);
    engine.run(0.7);
    const outcome = heard.find(([, , who]) => who === 9)?.[3] ?? 'nothing';
    expect(outcome).toBe(row.arriving);
    expect(backends.openMeets(0) === 'closed').toBe(row.closes);
    expect(backends.openMeets(0) === 'silent').toBe(row.isSilent);
  });

  it('does to new connections and to probes of any mode what the table says', () => {
    const { backends, engine } = struck({});
    engine.run(0.7);
    expect(backends.reception(0)).toBe(row.newConnection);
    for (const mode of ['queue', 'connect', 'instant'] as const) {
      const asEver = mode === 'queue' ? ProbeAnswer.later : ProbeAnswer.passes;
      // An HTTP probe that queues is answered when it has been served.
      const queues = mode === 'queue' && row.name === 'errors';
      const http = row.probes === 'as ever' || queues ? asEver : row.probes.http;
      expect(backends.probe(0, 'http', mode, 0)).toBe(http);
      const tcp = row.probes === 'as ever' ? ProbeAnswer.passes : row.probes.tcp;
      expect(backends.probe(0, 'tcp', mode, 0)).toBe(tcp);
    }
  });

  it('leaves others alone, and nothing behind', () => {
    const { backends, engine, heard } = struck({});
    engine.run(0.7);
    const healthy = (address: number) => [
      backends.reception(address),
      backends.openMeets(address) === 'closed',
      backends.openMeets(address) === 'silent',
      backends.probe(address, 'tcp', 'queue', 0),
      backends.probe(address, 'http', 'instant', 0),
    ];
    const well = [accepted, false, false, ProbeAnswer.passes, ProbeAnswer.passes];
    expect(healthy(1)).toEqual(well);
    backends.recover(event, 0);
    expect(healthy(0)).toEqual(well);
    engine.run(10);
    backends.serve(0, 30, 0.5);
    engine.run(20);
    expect(heard.at(-1)).toEqual([11, 'outcome', 30, Outcome.completed]);
  });
});

it('has a row of the table for every fault', () => {
  expect(new Set(table.map(({ name }) => name))).toEqual(new Set(faults.map(({ name }) => name)));
});

it('puts the fault that began last in force until it ends, then the one below it', () => {
  const [crash, hole] = [fault('crash', ['web-1']), fault('blackhole', ['web-1'])];
  const { backends } = backendsOf([null], { events: [crash, hole] });
  backends.strike(crash, 0, chance);
  backends.strike(hole, 1, chance);
  expect(backends.reception(0)).toBe(silent);
  backends.recover(hole, 1);
  expect(backends.reception(0)).toBe(refused);
  backends.strike(hole, 1, chance);
  backends.recover(crash, 0);
  expect(backends.reception(0)).toBe(silent);
  backends.recover(hole, 1);
  expect(backends.reception(0)).toBe(accepted);
});

it('breaks the open connections to a lost host when it returns, and not before', () => {
  const hole = fault('blackhole', ['web-1']);
  const rig = backendsOf([{}], { events: [hole] });
  rig.at(1, () => rig.backends.strike(hole, 0, chance));
  rig.at(5, () => rig.backends.recover(hole, 0));
  rig.finish();
  expect(rig.heard).toEqual([[5, 'lost', 0]]);
});

it('tells of a crash first that connections break, then each request that was not given up over it', () => {
  const event = fault('crash', ['web-1']);
  const rig = backendsOf([{ workers: 1 }], { events: [event] });
  rig.backends.onLost(() => {
    rig.heard.push([rig.engine.now, 'lost', 0]);
    rig.backends.giveUp(2);
  });
  rig.at(0, () => {
    for (const request of [1, 2, 3]) rig.backends.serve(0, request, 0.5);
    rig.backends.probe(0, 'http', 'queue', 4);
  });
  rig.at(0.5, () => rig.backends.strike(event, 0, chance));
  const { servers } = rig.finish();
  expect(rig.heard).toEqual([
    [0.5, 'lost', 0],
    [0.5, 'outcome', 1, Outcome.reset],
    [0.5, 'outcome', 3, Outcome.reset],
    [0.5, 'probe', 4, false],
  ]);
  expect(servers?.lost[0]).toBe(3);
});

it('tells when a host cannot be reached after as long as its law says', () => {
  const event = fault('unreachable', ['web-1'], { after: { name: 'exponential', settings: 2 } });
  const { backends } = backendsOf([null], { events: [event] });
  backends.strike(event, 0, chance);
  const delays = Array.from({ length: 4000 }, () => backends.unreachableAfter(0));
  const mean = delays.reduce((sum, delay) => sum + delay, 0) / delays.length;
  expect(Math.abs(mean - 2)).toBeLessThan((4 * 2) / Math.sqrt(4000));
});

it('answers with errors as often as its share says, requests and probes that have queued too', () => {
  const event = fault('errors', ['web-1'], { share: 0.3 });
  const rig = backendsOf([{ service: { name: 'constant', settings: 0.001 } }], { events: [event] });
  rig.backends.strike(event, 0, chance);
  for (let i = 0; i < 4000; i++) rig.backends.serve(0, i, 0.5);
  for (let i = 0; i < 4000; i++) rig.backends.probe(0, 'http', 'queue', i);
  rig.finish();
  const tolerance = 4 * Math.sqrt(4000 * 0.3 * 0.7);
  const count = (of: string, how: unknown) =>
    rig.heard.filter(([, what, , said]) => what === of && said === how).length;
  expect(Math.abs(count('outcome', Outcome.error) - 1200)).toBeLessThan(tolerance);
  expect(Math.abs(count('probe', false) - 1200)).toBeLessThan(tolerance);
});

it('lets slowness and errors join a drain, each until it ends, and a crash go before all', () => {
  const [drain, slow, slower, errors, crash] = [
    fault('drain', ['web-1'], { close: true }),
    fault('slow', ['web-1'], { factor: 2 }),
    fault('slow', ['web-1'], { factor: 3 }),
    fault('errors', ['web-1'], { share: 1 }),
    fault('crash', ['web-1']),
  ];
  const events = [drain, slow, slower, errors, crash];
  const rig = backendsOf([{}], { events });
  const { backends } = rig;
  events.slice(0, 4).forEach((event, id) => {
    backends.strike(event, id, chance);
  });
  expect(backends.openMeets(0) === 'closed').toBe(true);
  rig.at(0, () => backends.serve(0, 1, 0.5));
  rig.at(10, () => {
    backends.recover(slower, 2);
    backends.recover(errors, 3);
    backends.serve(0, 2, 0.5);
  });
  rig.at(20, () => {
    backends.strike(crash, 4, chance);
    backends.serve(0, 3, 0.5);
    backends.recover(crash, 4);
    backends.serve(0, 4, 0.5);
  });
  rig.finish();
  expect(rig.heard.filter(([, what]) => what === 'outcome')).toEqual([
    [6, 'outcome', 1, Outcome.error],
    [12, 'outcome', 2, Outcome.completed],
    [20, 'outcome', 3, Outcome.reset],
    [22, 'outcome', 4, Outcome.completed],
  ]);
  expect(backends.openMeets(0) === 'closed').toBe(true);
});
