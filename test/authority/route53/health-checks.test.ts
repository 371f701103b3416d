/** Health checks of endpoints and calculated ones (route53.md sections 4.1, 4.2 and 4.4). */
import { describe, expect } from 'vitest';
import { Checkers } from '../../../sim/authority/health/checkers.ts';
import { StatusRules } from '../../../sim/authority/health/status.ts';
import { ProbeAnswer } from '../../../sim/backends/reception.ts';
import { Engine } from '../../../sim/engine/engine.ts';
import { streamsOf } from '../../../sim/random/streams.ts';
import type {
  CalculatedCheckSpec,
  EndpointCheckSpec,
  HealthCheckSpec,
} from '../../../sim/scenario.ts';
import { chiSquare, limitAt1e6 } from '../../support/chi-square.ts';
import { multivalueRecords } from '../../support/scenarios.ts';
import { plainCheck, Scripted } from '../one-check.ts';
import { checked, checkOf, worldOf } from '../world.ts';
import { rule } from './rules.ts';

const TYPES: readonly EndpointCheckSpec['type'][] = [
  'http',
  'https',
  'http-str-match',
  'https-str-match',
  'tcp',
];

/** One checker with a threshold of 1 whose first probe is at 15 s; what it decides, and when. */
function oneChecker(
  change: Partial<EndpointCheckSpec>,
  answer: (engine: Engine, target: Scripted) => ProbeAnswer,
) {
  const engine = new Engine(0);
  const target = new Scripted();
  target.answer = () => answer(engine, target);
  const changes: { at: number; healthy: boolean }[] = [];
  const spec = { ...plainCheck, checkers: 1, failureThreshold: 1, ...change };
  new Checkers(
    [{ spec, backend: 0, steady: false, uniform: () => 0.5 }],
    target,
    engine,
    (_check, healthy) => changes.push({ at: engine.now, healthy }),
  );
  engine.run(44);
  return { changes, kinds: [...target.kinds] };
}

/** Answers after so many seconds. */
const answering = (seconds: number) => (engine: Engine, target: Scripted) => {
  engine.after(
    seconds,
    engine.on('completion', () => target.givenUp.length === 0 && target.tell(0, true)),
  );
  return ProbeAnswer.later;
};
const silent = () => ProbeAnswer.silent;

describe('a probe', () => {
  rule('4.1g', 'by HTTP fails without a connection for 4 s, or a response for 2 s', () => {
    expect(oneChecker({}, silent).changes).toEqual([{ at: 19, healthy: false }]);
    expect(oneChecker({ probe: 'queue' }, answering(1.9)).changes).toEqual([]);
    expect(oneChecker({ probe: 'queue' }, answering(2.1)).changes).toEqual([
      { at: 17, healthy: false },
    ]);
  });

  rule('4.1h', 'by HTTPS is one by HTTP: nothing looks at a certificate', () => {
    expect(TYPES.map((type) => oneChecker({ type }, () => ProbeAnswer.passes).kinds)).toEqual([
      ['http'],
      ['http'],
      ['http'],
      ['http'],
      ['tcp'],
    ]);
  });

  rule('4.1i', 'for a text passes when the response, which brings the text, is in time', () => {
    for (const type of ['http-str-match', 'https-str-match'] as const) {
      expect(oneChecker({ type, probe: 'queue' }, answering(1.9)).changes).toEqual([]);
      expect(oneChecker({ type, probe: 'queue' }, answering(2.1)).changes).toEqual([
        { at: 17, healthy: false },
      ]);
      expect(oneChecker({ type }, silent).changes).toEqual([{ at: 19, healthy: false }]);
    }
  });

  rule('4.1j', 'by TCP fails without a connection for 10 s', () => {
    const timeouts = { connect: 10, response: 2 };
    expect(oneChecker({ type: 'tcp', timeouts }, silent).changes).toEqual([
      { at: 25, healthy: false },
    ]);
  });
});

describe('checkers', () => {
  rule(
    '4.1e',
    'do not coordinate: in a tenth of an interval are as many probes as 16 coins say',
    () => {
      const seen = [0, 0, 0, 0, 0, 0];
      for (let replication = 1; replication <= 4000; replication++) {
        const stream = streamsOf('phases', replication)('health', 'up');
        const engine = new Engine(0);
        const target = new Scripted();
        new Checkers(
          [{ spec: plainCheck, backend: 0, steady: false, uniform: () => stream.uniform() }],
          target,
          engine,
          () => {},
        );
        engine.run(3);
        const cell = Math.min(5, target.probes);
        seen[cell] = (seen[cell] as number) + 1;
      }
      // Binomial(16, 1/10): none, one, … four, five or more.
      let chance = 0.9 ** 16;
      const shares = [0, 1, 2, 3, 4].map((k) => {
        const own = chance;
        chance *= (16 - k) / (k + 1) / 9;
        return own;
      });
      const rest = 1 - shares.reduce((a, b) => a + b, 0);
      expect(chiSquare(seen, [...shares, rest])).toBeLessThan(limitAt1e6(5));
    },
  );
});

const [a, b, c] = ['web-1', 'web-2', 'web-3'].map(checkOf) as [
  HealthCheckSpec,
  HealthCheckSpec,
  HealthCheckSpec,
];
const calculated = (
  threshold: number,
  children: readonly HealthCheckSpec[],
): CalculatedCheckSpec => ({
  name: 'calculated',
  inverted: false,
  disabled: false,
  children: children.map(({ name }) => name),
  threshold,
});
/** The status of the first of some checks, those in the rows finding no fault. */
const isHealthy = (checks: readonly HealthCheckSpec[], passing: readonly number[]) =>
  new StatusRules(checks).isHealthy((checks[0] as HealthCheckSpec).name, (row) =>
    passing.includes(row),
  );

describe('a status', () => {
  rule('4.1k', 'is healthy while nothing is known, unhealthy if the check is inverted', () => {
    const records = checked(multivalueRecords(2, 60));
    expect(worldOf(records).ask(1)[0]?.toSorted()).toEqual([0, 1]);
    expect(worldOf(records, {}, [{ ...a, inverted: true }, b]).ask(2)).toEqual([[1], [1]]);
  });

  rule('4.1l', 'of an inverted check is turned round', () => {
    const inverted = { ...a, inverted: true };
    expect([isHealthy([inverted], [0]), isHealthy([inverted], [])]).toEqual([false, true]);
  });

  rule('4.1m', 'of a disabled check is healthy, inverted or not', () => {
    for (const inverted of [false, true])
      expect(isHealthy([{ ...a, inverted, disabled: true }], [])).toBe(true);
  });

  rule('3.1k', 'of a deleted check is healthy', () => {
    const deleted = { name: 'gone', inverted: false, disabled: false, status: 'healthy' as const };
    expect(isHealthy([deleted], [])).toBe(true);
    const records = multivalueRecords(2, 60).map((record) => ({ ...record, healthCheck: 'gone' }));
    expect(worldOf(records, {}, [deleted]).ask(1)[0]?.toSorted()).toEqual([0, 1]);
  });

  rule(
    '4.2a',
    'of a calculated check is healthy from as many healthy children as its threshold on',
    () => {
      const checks = [calculated(2, [a, b, c]), a, b, c];
      expect([[], [1], [1, 3], [1, 2, 3]].map((passing) => isHealthy(checks, passing))).toEqual([
        false,
        false,
        true,
        true,
      ]);
    },
  );

  rule('4.2b', 'with threshold 0 is healthy always', () => {
    expect(isHealthy([calculated(0, [a]), a], [])).toBe(true);
  });

  rule('4.2c', 'with a threshold above the number of children is unhealthy always', () => {
    expect(isHealthy([calculated(2, [a]), a], [1])).toBe(false);
  });

  rule('4.2d', 'counts a disabled child as healthy', () => {
    expect(isHealthy([calculated(1, [a]), { ...a, disabled: true }], [])).toBe(true);
  });

  rule(
    '4.4a',
    'is known at each site after a lag of its own, so that sites disagree meanwhile',
    () => {
      const world = worldOf(checked(multivalueRecords(2, 60)), { count: 100 });
      world.say(false, [0], 10);
      world.engine.run(5);
      // Every site that has heard answers with the second alone, the others with both.
      const [first] = world.intended() as [number];
      expect(first).toBeGreaterThan(0);
      expect(first).toBeLessThan(0.5);
      world.engine.run(10.1);
      expect(world.intended()).toEqual([0, expect.closeTo(1, 12)]);
    },
  );
});
