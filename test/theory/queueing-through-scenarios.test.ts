/**
 * Queueing theory through whole scenarios: requests are made, looked up, sent and served. Times are in mean
 * service times; tolerances are four standard errors, over replications or by formula.
 */
import { describe, expect, it } from 'vitest';
import type { Chosen } from '../../sim/plugin.ts';
import type { Law, Scenario } from '../../sim/scenario.ts';
import { simulate } from '../../sim/simulate.ts';
import { rotationSojourn } from '../../theory/queueing/dns-split.ts';
import { pooledSojourn, waitProbability } from '../../theory/queueing/pooled-servers.ts';
import {
  md1Sojourn,
  mg1Wait,
  mm1kLoss,
  mm1Sojourn,
  mm1SojournError,
  mm1SojournQuantile,
} from '../../theory/queueing/single-server.ts';
import { fastServer } from '../support/backends.ts';
import { columnSums, scenarioOf, sum } from '../support/scenarios.ts';

const exponential: Law = { name: 'exponential', settings: 1 };

interface Queue {
  readonly backends?: number;
  readonly workers?: number;
  readonly utilisation: number;
  readonly service?: Law;
  readonly queueLimit?: number;
  /** In what order a hit names the backends; at random unless stated, so requests are Poisson at each. */
  readonly orderOnHit?: Chosen;
  /** Requests expected at each backend. */
  readonly requests: number;
}

/**
 * Poisson requests of clients without memory behind one resolver that keeps its answer for ever. The lead-in fills
 * the queues.
 */
function queueing(queue: Queue): Scenario {
  const { backends = 1, workers = 1, utilisation, service = exponential } = queue;
  const rate = utilisation * workers;
  const idle = Math.max(0.1, 1 - utilisation);
  const scenario = scenarioOf(
    {
      backends,
      rate: rate * backends,
      duration: queue.requests / rate,
      ttl: 2_000_000_000,
      resolver: { orderOnHit: queue.orderOnHit ?? { name: 'shuffle', settings: null } },
    },
    { leadIn: Math.ceil(20 / (idle * idle)) },
  );
  return {
    ...scenario,
    backends: scenario.backends.map((backend) => ({
      ...backend,
      server: {
        ...fastServer,
        workers,
        service,
        queueLimit: queue.queueLimit ?? Number.POSITIVE_INFINITY,
      },
    })),
  };
}

const REPLICATIONS = 12;

/** One number of each replication: their mean, and the standard error of that. */
function estimated(queue: Queue, read: (m: ReturnType<typeof measuredOf>) => number) {
  const scenario = queueing(queue);
  const values = Array.from({ length: REPLICATIONS }, (_, r) =>
    read(measuredOf(scenario, `queueing ${JSON.stringify(queue)}`, r + 1)),
  );
  const mean = sum(values) / REPLICATIONS;
  const squares = sum(values.map((value) => (value - mean) * (value - mean)));
  return { mean, error: Math.sqrt(squares / (REPLICATIONS - 1) / REPLICATIONS) };
}

function measuredOf(scenario: Scenario, seed: string, replication: number) {
  const { backends, span } = simulate(scenario, seed, replication);
  const { servers, requests, names } = backends;
  if (!servers) throw new Error('no server');
  const total = (values: Float64Array) => columnSums(values, names.length);
  return {
    span,
    accepted: total(requests),
    completed: total(servers.completed),
    rejected: total(servers.rejected),
    waited: total(servers.waitSeconds),
    started: total(servers.started),
    busy: total(servers.busySeconds),
    queued: total(servers.queueSeconds),
    times: servers.responseTimes.map((times) => times as NonNullable<typeof times>),
  };
}

const meanSojourn = ({ times: [times] }: ReturnType<typeof measuredOf>) =>
  (times?.sum ?? 0) / (times?.total ?? 0);

function expectNear({ mean, error }: { mean: number; error: number }, theory: number): void {
  expect(Math.abs(mean - theory)).toBeLessThan(4 * error);
}

describe('M/M/1', () => {
  it.each([
    [0.5, 100_000],
    [0.8, 500_000],
  ])('at ρ = %f has its mean sojourn', (utilisation, requests) => {
    const m = measuredOf(queueing({ utilisation, requests }), 'mm1', 1);
    const off = Math.abs(meanSojourn(m) - mm1Sojourn(utilisation));
    expect(off).toBeLessThan(4 * mm1SojournError(utilisation, requests));
  });

  it.each([0.5, 0.95, 0.99])('at ρ = 0.7 has the quantile %f of its sojourn', (q) => {
    const queue = { utilisation: 0.7, requests: 20_000 };
    const { mean, error } = estimated(queue, ({ times: [times] }) => times?.quantile(q) ?? 0);
    const theory = mm1SojournQuantile(0.7, q);
    // A bucket of the histogram is 0.8 % wide.
    expect(Math.abs(mean - theory)).toBeLessThan(4 * error + 0.004 * theory);
  });

  it('holds at each of several backends that share the requests at random', () => {
    const requests = 60_000;
    const { times } = measuredOf(queueing({ backends: 3, utilisation: 0.5, requests }), 'mm1', 1);
    for (const { sum: seconds, total } of times)
      expect(Math.abs(seconds / total - mm1Sojourn(0.5))).toBeLessThan(
        4 * mm1SojournError(0.5, requests),
      );
  });

  it.each([
    [0.5, 5],
    [0.8, 10],
    [1.2, 10],
  ])('at ρ = %f with %i places turns away as many as it should', (utilisation, places) => {
    const queue = { utilisation, queueLimit: places - 1, requests: 10_000 };
    const loss = estimated(queue, ({ accepted, rejected }) => {
      const [turnedAway = 0] = rejected;
      return turnedAway / (turnedAway + (accepted[0] as number));
    });
    expectNear(loss, mm1kLoss(utilisation, places));
  });
});

describe('M/M/c', () => {
  it.each([
    [2, 0.5],
    [5, 0.5],
    [2, 0.8],
    [5, 0.8],
  ])('with %i workers at ρ = %f has its mean sojourn and wait', (workers, utilisation) => {
    const queue = { workers, utilisation, requests: 20_000 };
    const offered = workers * utilisation;
    expectNear(estimated(queue, meanSojourn), pooledSojourn(workers, offered));
    const wait = estimated(queue, ({ waited, started }) => sum(waited) / sum(started));
    expectNear(wait, waitProbability(workers, offered) / (workers - offered));
  });
});

it.each([0.7, 0.8])(
  'four servers at ρ = %f that strict rotation feeds are E₄/M/1 each',
  (utilisation) => {
    const rotation: Chosen = {
      name: 'rotate',
      settings: { by: 'counter', step: 1, per: 'entry', first: 0 },
    };
    const queue = { backends: 4, utilisation, requests: 8000, orderOnHit: rotation };
    const sojourn = estimated(queue, ({ times }) => {
      const total = times.reduce((all, { total: n }) => all + n, 0);
      return times.reduce((all, { sum: seconds }) => all + seconds, 0) / total;
    });
    expectNear(sojourn, rotationSojourn(4, utilisation));
  },
);

describe('M/G/1', () => {
  it('with constant service has the mean sojourn of M/D/1', () => {
    const service = { name: 'constant', settings: 1 };
    const sojourn = estimated({ utilisation: 0.8, service, requests: 20_000 }, meanSojourn);
    expectNear(sojourn, md1Sojourn(0.8));
  });

  it.each([
    ['erlang', { mean: 1, k: 4 }, 1 / 4],
    ['uniform', [0, 2], 1 / 3],
    ['hyperexponential', { p: 0.9, means: [0.5, 5.5] }, 5.5],
  ])('with %s service waits as Pollaczek and Khinchine say', (name, settings, cvSquared) => {
    const queue = { utilisation: 0.6, service: { name, settings }, requests: 20_000 };
    const wait = estimated(queue, ({ waited, started }) => sum(waited) / sum(started));
    expectNear(wait, mg1Wait(0.6, cvSquared));
  });
});

describe('any queue', () => {
  const erlang: Law = { name: 'erlang', settings: { mean: 1, k: 4 } };

  it.each([
    { workers: 1, utilisation: 0.7, service: erlang, requests: 100_000 },
    { workers: 3, utilisation: 0.9, service: erlang, requests: 100_000 },
    { workers: 2, utilisation: 0.8, service: erlang, queueLimit: 3, requests: 100_000 },
  ])('keeps Little’s law, and is busy for as long as it serves: %o', (queue) => {
    const m = measuredOf(queueing(queue), 'little', 1);
    const [accepted = 0] = m.accepted;
    const [waited = 0] = m.waited;
    const wait = waited / (m.started[0] as number);
    const length = (m.queued[0] as number) / m.span;
    expect(Math.abs(length / ((accepted / m.span) * wait) - 1)).toBeLessThan(0.005);
    const busy = (m.busy[0] as number) / m.span / queue.workers;
    expect(Math.abs(busy / (accepted / m.span / queue.workers) - 1)).toBeLessThan(0.005);
    // In the system: queue and service together.
    const held = length + busy * queue.workers;
    expect(Math.abs(held / ((accepted / m.span) * meanSojourn(m)) - 1)).toBeLessThan(0.005);
  });
});
