/**
 * Queueing theory at a backend by itself: Poisson requests, no clients. Times are in mean service times; tolerances
 * are four standard errors over independent replications.
 */
import { describe, expect, it } from 'vitest';
import { Backends } from '../../sim/backends/backends.ts';
import { Outcome } from '../../sim/backends/reception.ts';
import { Engine } from '../../sim/engine/engine.ts';
import { Recorder } from '../../sim/metrics/recorder.ts';
import { quantileOf } from '../../sim/random/index.ts';
import { streamsOf } from '../../sim/random/streams.ts';
import type { Law, ServerSpec } from '../../sim/scenario.ts';
import { pooledSojourn } from '../../theory/queueing/pooled-servers.ts';
import {
  fifoWaitSquare,
  lifoWaitSquare,
  md1Sojourn,
  mg1Sojourn,
  mm1kLoss,
  mm1Sojourn,
  processorSharingSojourn,
  randomWaitSquare,
} from '../../theory/queueing/single-server.ts';
import { backend } from '../support/backends.ts';
import { sum } from '../support/scenarios.ts';

const exponential: Law = { name: 'exponential', settings: 1 };
const constant: Law = { name: 'constant', settings: 1 };
const erlang: Law = { name: 'erlang', settings: { mean: 1, k: 4 } };
/** Squared coefficient of variation 5.5. */
const wild: Law = { name: 'hyperexponential', settings: { p: 0.9, means: [0.5, 5.5] } };

interface Queue extends Partial<ServerSpec> {
  readonly utilisation: number;
  readonly requests: number;
}

/** One replication from an empty queue, the first of it thrown away. */
function run({ utilisation, requests, ...server }: Queue, replication: number) {
  const { workers = 1, service = exponential } = server;
  const rate = utilisation * workers;
  const idle = Math.max(0.15, 1 - utilisation);
  const warm = 20 / (idle * idle);
  const end = warm + requests / rate;
  const engine = new Engine(0);
  const recorder = new Recorder(warm, end, end - warm);
  const streams = streamsOf(`disciplines ${server.discipline}`, replication);
  const specs = [backend('one', '192.0.2.1', { service, ...server })];
  const backends = new Backends({ backends: specs, events: [] }, engine, recorder, streams);
  const gaps = streams('gap');
  const works = streams('work', 'requests');
  const secondsOf = quantileOf(service);
  const free: number[] = [];
  const arrivedAt: number[] = [];
  const needs: number[] = [];
  let made = 0;
  const times: number[] = [];
  const services: number[] = [];
  backends.onOutcome((request, outcome) => {
    free.push(request);
    if (outcome !== Outcome.completed || engine.now < warm) return;
    times.push(engine.now - (arrivedAt[request] as number));
    services.push(needs[request] as number);
  });
  const source = engine.source(
    engine.on('arrival', () => {
      const request = free.pop() ?? made++;
      const work = works.open();
      arrivedAt[request] = engine.now;
      needs[request] = secondsOf(work);
      engine.arm(source, engine.now + gaps.exponential() / rate);
      backends.serve(0, request, work);
    }),
    0,
  );
  engine.arm(source, 0);
  recorder.open();
  engine.run(warm);
  backends.closeWindow();
  recorder.nextWindow();
  engine.run(end);
  backends.closeWindow();
  const measured = backends.measured();
  const of = (values: Float64Array | undefined) => values?.[0] as number;
  return {
    times,
    services,
    span: end - warm,
    accepted: of(measured.requests),
    rejected: of(measured.servers?.rejected),
    started: of(measured.servers?.started),
    waited: of(measured.servers?.waitSeconds),
    busy: of(measured.servers?.busySeconds),
    queued: of(measured.servers?.queueSeconds),
    queueMax: of(measured.servers?.queueMax),
  };
}

type Run = ReturnType<typeof run>;
const mean = (values: readonly number[]) => sum(values) / values.length;
const meanTime = ({ times }: Run) => mean(times);

function expectMean(queue: Queue, read: (m: Run) => number, theory: number, replications = 12) {
  const values = Array.from({ length: replications }, (_, r) => read(run(queue, r + 1)));
  const squares = sum(values.map((value) => (value - mean(values)) * (value - mean(values))));
  const error = Math.sqrt(squares / (replications - 1) / replications);
  expect(Math.abs(mean(values) - theory)).toBeLessThan(4 * error);
  // A test that could not tell is none.
  expect(4 * error).toBeLessThan(0.25 * theory);
}

describe.each(['fifo', 'lifo', 'random', 'ps'])('%s', (discipline) => {
  it.each([0.8])('has the mean sojourn of M/M/1 at ρ = %f', (utilisation) => {
    expectMean({ discipline, utilisation, requests: 12_000 }, meanTime, mm1Sojourn(utilisation));
  });

  it('has the mean sojourn of M/M/c with 3 workers', () => {
    const queue = { discipline, utilisation: 0.8, workers: 3, requests: 12_000 };
    expectMean(queue, meanTime, pooledSojourn(3, 2.4));
  });

  it.each([
    ['constant', constant, md1Sojourn(0.7)],
    ['Erlang', erlang, mg1Sojourn(0.7, 1 / 4)],
    ['hyperexponential', wild, mg1Sojourn(0.7, 5.5)],
  ])(
    'with %s service has the mean sojourn of M/G/1, or of any law if shared',
    (_, service, inLine) => {
      const theory = discipline === 'ps' ? processorSharingSojourn(0.7) : inLine;
      expectMean({ discipline, utilisation: 0.7, service, requests: 12_000 }, meanTime, theory);
    },
  );

  it('turns away as many as M/M/1/K does', () => {
    const queue = { discipline, utilisation: 0.8, queueLimit: 4, requests: 10_000 };
    const lost = ({ accepted, rejected }: Run) => rejected / (rejected + accepted);
    expectMean(queue, lost, mm1kLoss(0.8, 5));
    expect(run(queue, 1).queueMax).toBe(4);
  });

  it.each([
    { workers: 1, utilisation: 0.7, service: erlang, requests: 40_000 },
    { workers: 3, utilisation: 0.7, service: wild, requests: 60_000 },
    { workers: 2, utilisation: 0.9, service: exponential, queueLimit: 3, requests: 40_000 },
  ])('keeps Little’s law, and is busy for as long as it serves: %o', (queue) => {
    const m = run({ discipline, ...queue }, 1);
    const rate = m.accepted / m.span;
    expect(Math.abs(m.queued / m.span / (rate * (m.waited / m.started)) - 1)).toBeLessThan(0.005);
    expect(Math.abs(m.busy / m.span / (rate * mean(m.services)) - 1)).toBeLessThan(0.005);
    expect(Math.abs((m.busy + m.queued) / m.span / (rate * mean(m.times)) - 1)).toBeLessThan(0.005);
  });
});

it.each([
  ['fifo', fifoWaitSquare(0.6)],
  ['lifo', lifoWaitSquare(0.6)],
  ['random', randomWaitSquare(0.6)],
])('%s has its own mean square of the wait', (discipline, theory) => {
  const square = ({ times, services }: Run) =>
    mean(
      times.map((time, i) => (time - (services[i] as number)) * (time - (services[i] as number))),
    );
  expectMean({ discipline, utilisation: 0.6, requests: 12_000 }, square, theory, 24);
});

it('processor sharing delays short work and long in proportion: E[T | s] = s/(1−ρ)', () => {
  const queue = { discipline: 'ps', utilisation: 0.7, service: wild, requests: 12_000 };
  for (const isIn of [(s: number) => s < 0.3, (s: number) => s >= 0.3 && s < 1.5]) {
    const slowdown = ({ times, services }: Run) =>
      sum(times.filter((_, i) => isIn(services[i] as number))) / sum(services.filter(isIn));
    expectMean(queue, slowdown, 1 / 0.3);
  }
});

it.each([constant, wild])(
  'processor sharing of several workers goes by the mean only: %o',
  (service) => {
    const queue = { discipline: 'ps', utilisation: 0.8, workers: 4, service, requests: 12_000 };
    expectMean(queue, meanTime, pooledSojourn(4, 3.2));
  },
);
