/**
 * Queueing systems written as scenario files, read and simulated as a user's would be: Poisson requests of clients
 * without memory, an authority asked for every one of them (TTL 0), servers of mean service time 1 s.
 */
import { expect } from 'vitest';
import { parseScenario } from '../../scenarios/format/index.ts';
import type { Scenario } from '../../sim/scenario.ts';
import { simulate } from '../../sim/simulate.ts';
import { type Ratio, ratioOf } from './replicated.ts';
import { sum } from './scenarios.ts';

export interface Queue {
  readonly backends?: number;
  readonly workers?: number;
  /** ρ: the load of each backend's workers, if all were accepted. */
  readonly utilisation: number;
  /** As a scenario file says it; of mean 1 s. */
  readonly service?: string;
  /** Further keys of every backend, as a scenario file says them. */
  readonly server?: string;
  /** The routing policy of its records: random, or strictly in turn. */
  readonly routing?: 'multivalue' | 'round-robin';
  /** Requests expected in one replication, over all backends. */
  readonly requests: number;
}

/** The scenario file of a queueing system. */
export function queueingFile(queue: Queue): string {
  const { backends = 1, workers = 1, utilisation, routing = 'multivalue' } = queue;
  const rate = utilisation * workers * backends;
  const rows = Array.from({ length: backends }, (_, i) => i + 1);
  const service = queue.service ?? '{ exponential: 1s }';
  return `version: 1
name: queue
duration: ${(queue.requests / rate).toFixed(3)}s
zone:
  name: example.com
  edgeState: shared
  records:
${rows
  .map(
    (i) =>
      `    - { name: app, type: A, routing: ${routing}, ttl: 0, setIdentifier: web-${i}, value: 192.0.2.${i} }`,
  )
  .join('\n')}
resolvers: [{ name: isp, profile: ideal, count: 1 }]
clients: [{ name: users, profile: ideal-random, resolvers: isp, lookup: app.example.com, arrivals: { poisson: ${rate}/s } }]
backends: [{ name: web, count: ${backends}, address: 192.0.2.1-192.0.2.${backends}, workers: ${workers}, service: ${service}${queue.server ? `, ${queue.server}` : ''} }]
`;
}

/** What one replication measured, over all backends. */
export interface Reading {
  readonly span: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly completed: number;
  readonly started: number;
  readonly waited: number;
  /** Sum of the response times of those completed, and their quantiles. */
  readonly spent: number;
  readonly quantile: (q: number) => number;
  /** Integrals over time: workers busy, and requests in queue. */
  readonly busy: number;
  readonly queued: number;
}

export function readingOf(scenario: Scenario, seed: string, replication: number): Reading {
  const { backends, span } = simulate(scenario, seed, replication);
  const { servers, requests } = backends;
  if (!servers) throw new RangeError('no server');
  const times = servers.responseTimes.map((each) => each as NonNullable<typeof each>);
  return {
    span,
    accepted: sum(requests),
    rejected: sum(servers.rejected),
    completed: sum(servers.completed),
    started: sum(servers.started),
    waited: sum(servers.waitSeconds),
    spent: times.reduce((all, each) => all + each.sum, 0),
    quantile: (q) => times[0]?.quantile(q) ?? Number.NaN,
    busy: sum(servers.busySeconds),
    queued: sum(servers.queueSeconds),
  };
}

/** Replications of a queueing system, which keep Little's law and are as busy as they should be. */
export function observed(queue: Queue, replications = 16): readonly Reading[] {
  const text = queueingFile(queue);
  const { scenario } = parseScenario(text, { file: 'queue.yaml' });
  const readings = Array.from({ length: replications }, (_, r) => readingOf(scenario, text, r + 1));
  expectLittle(readings);
  expectUtilisation(queue, readings);
  return readings;
}

const total = (readings: readonly Reading[], read: (reading: Reading) => number) =>
  sum(readings.map(read));

/** L = λW in the queue and in the whole system: lengths by integrals over time, times by request. */
export function expectLittle(readings: readonly Reading[]): void {
  const inQueue = total(readings, ({ queued }) => queued);
  const inSystem = total(readings, ({ queued, busy }) => queued + busy);
  const accepted = total(readings, (reading) => reading.accepted);
  const wait = total(readings, ({ waited }) => waited) / total(readings, ({ started }) => started);
  const spent = total(readings, (r) => r.spent) / total(readings, (r) => r.completed);
  expect(Math.abs(inQueue / (accepted * wait) - 1), 'L = λW in the queue').toBeLessThan(0.005);
  expect(Math.abs(inSystem / (accepted * spent) - 1), 'L = λW').toBeLessThan(0.005);
}

/**
 * Workers are busy for λE[S]/c of the time: to 0.5 % by the service times that were drawn, and within four standard
 * errors by their law.
 */
export function expectUtilisation(
  { workers = 1, backends = 1 }: Queue,
  readings: readonly Reading[],
): void {
  const seconds = total(readings, ({ span }) => span) * workers * backends;
  const busy = total(readings, (reading) => reading.busy) / seconds;
  const accepted = total(readings, (reading) => reading.accepted);
  const completed = total(readings, (reading) => reading.completed);
  const drawn = total(readings, (r) => r.spent - r.waited) / completed;
  expect(Math.abs(busy / ((accepted * drawn) / seconds) - 1), 'utilisation').toBeLessThan(0.005);
  if (readings.length > 1) expectNear(estimate(readings, work), 1);
}

/** Sum over sum of what `read` takes from each replication. */
export const estimate = (
  readings: readonly Reading[],
  read: (reading: Reading) => { readonly y: number; readonly x: number },
): Ratio => ratioOf(readings.map(read));

export const sojourn = ({ spent, completed }: Reading) => ({ y: spent, x: completed });
export const wait = ({ waited, started }: Reading) => ({ y: waited, x: started });
/** Work done for each request: of mean 1. */
const work = ({ busy, accepted }: Reading) => ({ y: busy, x: accepted });
export const loss = ({ rejected, accepted }: Reading) => ({ y: rejected, x: rejected + accepted });

/** Within four standard errors, in a measurement that can tell: they are but a small part of it. */
export function expectNear({ value, error }: Ratio, theory: number, part = 0.2): void {
  expect(Math.abs(value - theory)).toBeLessThan(4 * error);
  expect(4 * error).toBeLessThan(part * theory);
}
