/**
 * Do counts and requests measure the same law? Many replications of either are compared, one number per replication
 * and measure at a time by their means, and the loads of windows by the distance of their distributions. What is
 * independent are replications, so whole replications are what is permuted.
 */
import { tQuantile } from '../../experiments/statistics/student-t.ts';
import type { Measurements } from '../../sim/measurements.ts';
import { Stream } from '../../sim/random/stream.ts';
import type { Scenario } from '../../sim/scenario.ts';
import { simulate } from '../../sim/simulate.ts';
import { columnSums, sum } from '../support/scenarios.ts';

/** Chance that two equal laws are told apart, for all measures of one scenario together. */
const LEVEL = 1e-3;
/** Relabellings of the replications: the observed distance must not be the largest of all. */
const RELABELLINGS = 1999;

/** What of a scenario differs between its details, in words; empty when nothing does. */
export function disagreements(scenario: Scenario, replications: number): string[] {
  const of = (detail: Scenario['detail'], seed: string) =>
    Array.from({ length: replications }, (_, r) => simulate({ ...scenario, detail }, seed, r + 1));
  const [requests, counts] = [of('requests', 'one by one'), of('counts', 'by number')];
  const both = [requests.map(numbersOf), counts.map(numbersOf)] as const;
  const names = Object.keys(both[0][0] as object);
  const limit = tQuantile(1 - LEVEL / 2 / names.length, 2 * replications - 2);
  const differing = names.flatMap((name) => {
    const [a, b] = both.map((runs) => moments(runs.map((run) => run[name] as number)));
    if (!a || !b) return [];
    const error = Math.sqrt((a.variance + b.variance) / replications);
    const gap = Math.abs(a.mean - b.mean);
    return gap <= limit * error + 1e-9 * Math.abs(a.mean)
      ? []
      : [`${name}: ${a.mean} by requests, ${b.mean} by counts, ${gap / error} standard errors`];
  });
  const p = relabelled(requests.map(windowLoads), counts.map(windowLoads));
  return p > 1 / (RELABELLINGS + 1)
    ? differing
    : [...differing, 'the distributions of window loads'];
}

/** One number per measure. */
function numbersOf(m: Measurements): Record<string, number> {
  const width = m.backends.names.length;
  const loads = columnSums(m.backends.requests, width);
  const total = sum(loads);
  const numbers: Record<string, number> = {};
  const add = (name: string, value: number | null | undefined) => {
    if (value != null && !Number.isNaN(value)) numbers[name] = value;
  };
  loads.forEach((load, i) => {
    add(`share of ${m.backends.names[i]}`, total > 0 ? load / total : 0);
  });
  columnSums(m.backends.connections, width).forEach((n, i) => {
    add(`connections of ${m.backends.names[i]}`, n);
  });
  add(
    'CV²',
    total > 0 ? sum(loads.map((load) => (width * load) / total - 1).map((x) => x * x)) : 0,
  );
  m.clients.forEach((client, i) => {
    for (const key of ['made', 'completed', 'attempts', 'lookups'] as const)
      add(`${key} by ${i}`, sum(client[key]));
    if (client.cacheHits) add(`cache hits of ${i}`, sum(client.cacheHits));
    columnSums(client.failures, client.failures.length / m.windowStarts.length).forEach((n, f) => {
      add(`failures of kind ${f} of ${i}`, n);
    });
  });
  m.resolvers.forEach((resolver, i) => {
    for (const key of ['queries', 'hits', 'upstreamQueries', 'staleAnswers'] as const)
      add(`${key} at ${i}`, sum(resolver[key]));
    add(`hit ratio at ${i}`, sum(resolver.hits) / Math.max(1, sum(resolver.queries)));
    add(`requests behind the first of ${i}`, resolver.memberRequests[0]);
    add(`answers to the first of ${i}`, resolver.memberAnswers[0]);
  });
  m.authority.byKind.forEach(({ queries }, i) => {
    add(`authority queries for ${i}`, queries);
  });
  m.authority.answers.forEach(({ first, any }, i) => {
    add(`answers led by ${i}`, first);
    add(`answers naming ${i}`, any);
  });
  const { wholeWeight, wholeRequests, sumSquares } = m.skew;
  if (wholeRequests > 0) {
    add('expected CV²', wholeWeight / (wholeRequests * wholeRequests));
    // The heaviest answer is left out: where two clients may share one, it is either of two values, and means of a few
    // replications are far from normal. What it shows is in the sum of squares too.
    add('hidden load', sumSquares / wholeRequests);
  }
  add(
    'expected CV² by window',
    sum(
      m.skew.windowWeight.map((w, i) => w / Math.max(1, (m.skew.windowRequests[i] as number) ** 2)),
    ),
  );
  if (m.ageOfAnswers.total > 0) {
    add('age of answers', m.ageOfAnswers.sum / m.ageOfAnswers.total);
    // Edges of buckets: what counts put into a bucket is the mass it expects.
    const ages = m.ageOfAnswers.buckets();
    for (const age of [4, 16, 32]) {
      const younger = ages.filter(({ middle }) => middle < age);
      add(`ages below ${age}`, sum(younger.map(({ count }) => count)) / m.ageOfAnswers.total);
    }
  }
  m.events.forEach(({ curve }, i) => {
    for (const key of ['made', 'target', 'stale', 'failed'] as const)
      curve[key]?.forEach((n, bin) => {
        add(`${key} in bin ${bin} of event ${i}`, n);
      });
    add(`last at the target of ${i}`, curve.lastAtTarget);
    add(`failed by the target of ${i}`, curve.failedByTarget);
    add(`before ${i}`, curve.before.made);
    add(`before ${i}, at the target`, curve.before.target);
  });
  return numbers;
}

function moments(values: readonly number[]) {
  if (values.some((value) => value === undefined)) return null;
  const mean = sum(values) / values.length;
  return { mean, variance: sum(values.map((x) => (x - mean) * (x - mean))) / (values.length - 1) };
}

/** Load of the first backends by window, as a part of the window's requests. */
function windowLoads({ backends: { requests, names } }: Measurements): number[] {
  const loads: number[] = [];
  for (let row = 0; row < requests.length; row += names.length) {
    const total = sum(requests.subarray(row, row + names.length));
    for (let i = 0; i < Math.min(2, names.length); i++)
      loads.push(total > 0 ? (requests[row + i] as number) / total : 0);
  }
  return loads;
}

/** Part of all relabellings of replications (the true one among them) under which the two lie as far apart. */
function relabelled(a: readonly number[][], b: readonly number[][]): number {
  const values = [...a, ...b].flatMap((loads, run) => loads.map((load) => ({ load, run })));
  values.sort((x, y) => x.load - y.load);
  const runs = Int32Array.from(values, ({ run }) => run);
  const isLast = values.map(({ load }, i) => load !== values[i + 1]?.load);
  const distance = (isFirst: Uint8Array) => {
    let [gap, most] = [0, 0];
    for (let i = 0; i < runs.length; i++) {
      gap += isFirst[runs[i] as number] === 1 ? 1 : -1;
      if (isLast[i]) most = Math.max(most, Math.abs(gap));
    }
    return most;
  };
  const labels = Uint8Array.from([...a, ...b], (_, run) => (run < a.length ? 1 : 0));
  const observed = distance(labels);
  const stream = new Stream(Int32Array.of(1, 2, 3, 4));
  let asFar = 1;
  for (let i = 0; i < RELABELLINGS; i++) {
    for (let run = labels.length - 1; run > 0; run--) {
      const other = stream.below(run + 1);
      const label = labels[run] as number;
      labels[run] = labels[other] as number;
      labels[other] = label;
    }
    if (distance(labels) >= observed) asFar += 1;
  }
  return asFar / (RELABELLINGS + 1);
}
