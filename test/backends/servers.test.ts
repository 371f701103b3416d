import { expect, it } from 'vitest';
import { Outcome, ProbeAnswer, Reception } from '../../sim/backends/reception.ts';
import { backendsOf } from '../support/backends.ts';

const { completed, rejected, refused } = Outcome;

it('answers at once and counts where there is no server', () => {
  const { backends, heard, finish } = backendsOf([null]);
  backends.serve(0, 3, 0.5);
  expect(heard).toEqual([[0, 'outcome', 3, completed]]);
  expect(finish()).toMatchObject({ requests: [1], servers: null });
});

it('serves as many at once as it has workers, and the rest in order of arrival', () => {
  const { backends, heard, finish } = backendsOf([{ workers: 2 }]);
  for (const request of [5, 6, 7, 8, 9]) backends.serve(0, request, 0.5);
  const { servers, requests } = finish();
  expect(heard.map(([at, , who]) => [at, who])).toEqual([
    [1, 5],
    [1, 6],
    [2, 7],
    [2, 8],
    [3, 9],
  ]);
  expect(requests).toEqual([5]);
  expect(servers).toMatchObject({
    completed: [5],
    started: [5],
    waitSeconds: [0 + 0 + 1 + 1 + 2],
    busySeconds: [5],
    queueSeconds: [3 + 1],
    queueMax: [3],
    held: [0],
  });
});

it.each([
  ['503', Reception.accepted, rejected],
  ['refuse', Reception.refused, refused],
  ['silent', Reception.silent, 'nothing'],
] as const)('turns away by %s whoever finds the queue full', (overflow, reception, outcome) => {
  const { backends, heard, finish } = backendsOf([{ queueLimit: 1, overflow }]);
  expect(backends.reception(0)).toBe(Reception.accepted);
  backends.serve(0, 1, 0.5);
  backends.serve(0, 2, 0.5);
  expect(backends.reception(0)).toBe(reception);
  backends.serve(0, 3, 0.5);
  expect(heard[0]?.[3] ?? 'nothing').toBe(outcome);
  const turnedAway = reception === Reception.accepted ? 1 : 2;
  expect(finish()).toMatchObject({ requests: [2], servers: { rejected: [turnedAway] } });
});

it('may have no places to wait at all', () => {
  const { backends, finish } = backendsOf([{ queueLimit: 0 }]);
  backends.serve(0, 1, 0.5);
  backends.serve(0, 2, 0.5);
  expect(finish()).toMatchObject({ requests: [1], servers: { rejected: [1], queueMax: [0] } });
});

it('takes the quantile of its law that the work of a request says', () => {
  const { backends, heard, engine } = backendsOf([
    { service: { name: 'exponential', settings: 2 } },
  ]);
  backends.serve(0, 1, 0.75);
  engine.run(50);
  expect(heard[0]?.[0]).toBeCloseTo(2 * Math.log(4), 12);
});

it('finishes what nobody waits for any more, and counts it as wasted', () => {
  const { backends, heard, finish } = backendsOf([{}]);
  for (const request of [1, 2, 3]) backends.serve(0, request, 0.5);
  backends.giveUp(1);
  backends.giveUp(2);
  const { servers } = finish();
  expect(heard).toEqual([[3, 'outcome', 3, completed]]);
  expect(servers).toMatchObject({ completed: [3], wasted: [2], lost: [0] });
});

it('drops what nobody waits for any more where it cancels, and its worker is free at once', () => {
  const rig = backendsOf([{ abandoned: 'cancel' }]);
  for (const request of [1, 2, 3]) rig.backends.serve(0, request, 0.5);
  rig.at(0.25, () => {
    rig.backends.giveUp(1);
    rig.backends.giveUp(3);
  });
  const { servers } = rig.finish();
  expect(rig.heard).toEqual([[1.25, 'outcome', 2, completed]]);
  expect(servers).toMatchObject({
    completed: [1],
    wasted: [0],
    lost: [2],
    busySeconds: [1.25],
    queueSeconds: [0.5],
    held: [0],
  });
});

it('knows nothing of a request that has ended: giving it up has no effect', () => {
  const { backends, engine, finish } = backendsOf([{}, {}]);
  backends.serve(0, 1, 0.5);
  engine.run(2);
  backends.serve(1, 2, 0.5);
  backends.giveUp(1);
  backends.giveUp(99);
  expect(finish().servers).toMatchObject({ completed: [1, 1], wasted: [0, 0] });
});

it('lets HTTP probes queue among the requests, without counting them as such', () => {
  const { backends, heard, finish } = backendsOf([{}]);
  backends.serve(0, 1, 0.5);
  expect(backends.probe(0, 'http', 'queue', 1)).toBe(ProbeAnswer.later);
  expect(backends.probe(0, 'tcp', 'queue', 2)).toBe(ProbeAnswer.passes);
  expect(backends.probe(0, 'http', 'connect', 3)).toBe(ProbeAnswer.passes);
  const { requests, servers } = finish();
  expect(heard).toEqual([
    [1, 'outcome', 1, completed],
    [2, 'probe', 1, true],
  ]);
  expect(requests).toEqual([1]);
  expect(servers).toMatchObject({ completed: [1], started: [1], busySeconds: [2], held: [0] });
});

it('finishes the probe of a checker that has given up, and says nothing', () => {
  const { backends, heard, finish } = backendsOf([{ abandoned: 'cancel' }]);
  backends.probe(0, 'http', 'queue', 5);
  backends.giveUpProbe(5);
  expect(finish().servers).toMatchObject({ completed: [0], wasted: [0], busySeconds: [1] });
  expect(heard).toEqual([]);
});

it.each([
  ['503', ProbeAnswer.fails, ProbeAnswer.passes],
  ['refuse', ProbeAnswer.fails, ProbeAnswer.fails],
  ['silent', ProbeAnswer.silent, ProbeAnswer.silent],
] as const)('fails probes by %s when the queue is full', (overflow, http, tcp) => {
  const { backends } = backendsOf([{ queueLimit: 0, overflow }]);
  backends.serve(0, 1, 0.5);
  expect(backends.probe(0, 'http', 'queue', 1)).toBe(http);
  expect(backends.probe(0, 'tcp', 'queue', 1)).toBe(tcp);
  expect(backends.probe(0, 'http', 'instant', 1)).toBe(ProbeAnswer.passes);
});

it('counts how long connections are open', () => {
  const rig = backendsOf([null]);
  rig.at(1, () => rig.backends.connected(0));
  rig.at(2, () => rig.backends.connected(0));
  rig.at(4, () => rig.backends.disconnected(0));
  const { openSeconds, connections } = rig.finish();
  expect(openSeconds).toEqual([1 + 2 * 2 + 96]);
  expect(connections).toEqual([2]);
  expect(rig.backends.openTo(0)).toBe(1);
});
