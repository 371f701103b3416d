/** How long uncoordinated checkers take to see a fault, and its end (route53.md section 4.5), without lag. */
import { describe, expect } from 'vitest';
import { ProbeAnswer } from '../../sim/backends/reception.ts';
import { streamsOf } from '../../sim/random/streams.ts';
import type { EndpointCheckSpec } from '../../sim/scenario.ts';
import {
  meanDetection,
  meanRecovery,
  meanSpreadRecovery,
} from '../../theory/failover/detection.ts';
import { statuses } from '../authority/one-check.ts';
import { rule } from '../authority/route53/rules.ts';

const REPLICATIONS = 400;
const CHECKERS = 16;

interface Case {
  readonly title: string;
  readonly answer: ProbeAnswer;
  /** Seconds that a failing probe takes. */
  readonly failing: number;
  readonly check: Partial<EndpointCheckSpec>;
}

const FAULTS: readonly Case[] = [
  { title: 'refused', answer: ProbeAnswer.fails, failing: 0, check: {} },
  { title: 'black-holed HTTP', answer: ProbeAnswer.silent, failing: 4, check: {} },
  {
    title: 'black-holed TCP',
    answer: ProbeAnswer.silent,
    failing: 10,
    check: { type: 'tcp', timeouts: { connect: 10, response: 2 } },
  },
];

/** Three standard errors of the mean. */
function expectMean(samples: readonly number[], expected: number): void {
  const mean = samples.reduce((a, b) => a + b, 0) / samples.length;
  const squares = samples.reduce((sum, x) => sum + (x - mean) * (x - mean), 0);
  const error = Math.sqrt(squares / (samples.length - 1) / samples.length);
  expect(Math.abs(mean - expected)).toBeLessThan(3 * error);
}

describe.each([
  [30, 3],
  [10, 3],
  [10, 1],
])('16 checkers at %s s with threshold %s', (interval, failureThreshold) => {
  for (const { title, answer, failing, check } of FAULTS) {
    const cycle = interval + failing;
    const theory = { interval, threshold: failureThreshold, publication: 0, failing };
    const spec = { ...check, interval, failureThreshold };
    /** Ends anywhere in a cycle: its length has nothing to do with theirs. */
    const endOf = (replication: number) =>
      1000 + cycle * streamsOf('ends', replication)('fault').uniform();

    rule(
      ['4.5a', '4.5b'],
      `see a backend ${title}, and its return, after the mean times of theory`,
      () => {
        const detection: number[] = [];
        const recovery: number[] = [];
        for (let replication = 1; replication <= REPLICATIONS; replication++) {
          const until = endOf(replication);
          const { changes } = statuses(spec, [{ from: 100, until, answer }], {
            replication,
            seconds: 1200,
          });
          const [down, up] = changes;
          expect(changes.map(({ healthy }) => healthy)).toEqual([false, true]);
          detection.push(Number(down?.at) - 100);
          recovery.push(Number(up?.at) - until);
        }
        expectMean(detection, meanDetection(theory, CHECKERS));
        expectMean(recovery, meanRecovery(theory, CHECKERS));
      },
    );

    rule(
      '4.5b',
      `see the return of a backend ${title} to one after the other after (F−1)I + 3(I+t)/17`,
      () => {
        const recovery: number[] = [];
        for (let replication = 1; replication <= REPLICATIONS; replication++) {
          const until = endOf(replication);
          const starts = streamsOf('starts', replication)('fault');
          // Begun for each at a time of its own over whole cycles, so that their phases have nothing in common.
          const from = Array.from({ length: CHECKERS }, () => 100 + 10 * cycle * starts.uniform());
          const { changes } = statuses(spec, [{ from: 100, until, answer, reaches: from }], {
            replication,
            seconds: 1200,
          });
          recovery.push((changes.at(-1) as { at: number }).at - until);
        }
        expectMean(recovery, meanSpreadRecovery(theory, CHECKERS));
      },
    );
  }
});

rule(
  ['4.5a', '4.5b'],
  'the mean times of theory are those derived from the documented numbers',
  () => {
    const rounded = (seconds: number) => Math.round(10 * seconds) / 10;
    const times = (interval: number, threshold: number) => {
      const check = { interval, threshold, publication: 0 };
      return [
        meanDetection(check, CHECKERS),
        meanDetection({ ...check, failing: 4 }, CHECKERS),
        meanRecovery(check, CHECKERS),
      ].map(rounded);
    };
    expect(times(30, 3)).toEqual([84.7, 96.7, 65.3]);
    expect(times(10, 3)).toEqual([28.2, 40.2, 21.8]);
    expect(times(10, 1)).toEqual([8.2, 12.2, 1.8]);
  },
);
