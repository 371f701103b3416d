/** One health check of a backend whose answers a test tells. */
import { Checkers } from '../../sim/authority/health/checkers.ts';
import type { ProbeTarget } from '../../sim/authority/health/probe-target.ts';
import { CHECKER_REGIONS } from '../../sim/authority/health/regions.ts';
import { ProbeAnswer } from '../../sim/backends/reception.ts';
import { Engine } from '../../sim/engine/engine.ts';
import { streamsOf } from '../../sim/random/streams.ts';
import type { EndpointCheckSpec } from '../../sim/scenario.ts';

export const plainCheck: EndpointCheckSpec = {
  name: 'up',
  backend: 'web-1',
  type: 'http',
  interval: 30,
  inverted: false,
  disabled: false,
  failureThreshold: 3,
  checkers: 16,
  regions: CHECKER_REGIONS,
  timeouts: { connect: 4, response: 2 },
  probe: 'connect',
  awsEndpoint: false,
  measureLatency: false,
};

/** A backend whose answers are told to it. */
export class Scripted implements ProbeTarget {
  answer: (checker: number) => ProbeAnswer = () => ProbeAnswer.passes;
  probes = 0;
  readonly givenUp: number[] = [];
  tell: (checker: number, passed: boolean) => void = () => {};

  readonly kinds = new Set<string>();

  probe(_backend: number, kind: string, _mode: string, checker: number): ProbeAnswer {
    this.probes += 1;
    this.kinds.add(kind);
    return this.answer(checker);
  }
  onProbe(listener: (checker: number, passed: boolean) => void): void {
    this.tell = listener;
  }
  giveUpProbe(checker: number): void {
    this.givenUp.push(checker);
  }
}

export interface Fault {
  readonly from: number;
  readonly until?: number;
  readonly answer: ProbeAnswer;
  /** By checker: from when on it meets the fault; all at once when left out. */
  readonly reaches?: readonly number[];
}

/** When the statuses of one check changed during a run of `seconds`. */
export function statuses(
  change: Partial<EndpointCheckSpec>,
  faults: readonly Fault[],
  { replication = 1, steady = true, seconds = 2000 } = {},
) {
  const engine = new Engine(0);
  const target = new Scripted();
  const stream = streamsOf('health', replication)('health', 'up');
  const changes: { at: number; healthy: boolean }[] = [];
  const checkers = new Checkers(
    [{ spec: { ...plainCheck, ...change }, backend: 0, steady, uniform: () => stream.uniform() }],
    target,
    engine,
    (_check, healthy) => changes.push({ at: engine.now, healthy }),
  );
  const begins = engine.on('scenario event', (row) => {
    const { answer, reaches } = faults[row] as Fault;
    target.answer = (checker) =>
      engine.now < (reaches?.[checker] ?? 0) ? ProbeAnswer.passes : answer;
    checkers.faultBegins(0);
  });
  const ends = engine.on('scenario event', () => {
    target.answer = () => ProbeAnswer.passes;
    checkers.faultEnds(0);
  });
  for (const [row, { from, until }] of faults.entries()) {
    engine.at(from, begins, row);
    if (until !== undefined) engine.at(until, ends, row);
  }
  engine.run(seconds);
  return { changes, probes: target.probes };
}
