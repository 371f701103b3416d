import { describe, expect, it } from 'vitest';
import { probing, StatusRules } from '../../sim/authority/health/status.ts';
import type { CalculatedCheckSpec, HealthCheckSpec } from '../../sim/scenario.ts';
import { failoverRecords, multivalueRecords } from '../support/scenarios.ts';
import { checked, checkOf, worldOf } from './world.ts';

const [a, b, c] = ['web-1', 'web-2', 'web-3'].map(checkOf) as [
  HealthCheckSpec,
  HealthCheckSpec,
  HealthCheckSpec,
];
const calculated = (
  threshold: number,
  children: readonly HealthCheckSpec[],
  more: Partial<CalculatedCheckSpec> = {},
): CalculatedCheckSpec => ({
  name: 'calculated',
  inverted: false,
  disabled: false,
  children: children.map(({ name }) => name),
  threshold,
  ...more,
});
const inverted = (check: HealthCheckSpec) => ({ ...check, inverted: true });
const disabled = (check: HealthCheckSpec) => ({ ...check, disabled: true });

describe('the status of a check (route53.md sections 4.1 and 4.2)', () => {
  it.each<
    [
      rule: string,
      check: HealthCheckSpec,
      children: HealthCheckSpec[],
      passing: number[],
      healthy: boolean,
    ]
  >([
    ['is what its checkers find', a, [], [0], true],
    ['is what its checkers find', a, [], [], false],
    ['inverted: flips the final status', inverted(a), [], [0], false],
    ['inverted: flips the final status', inverted(a), [], [], true],
    ['disabled: always treated as healthy', disabled(a), [], [], true],
    ['disabled: always treated as healthy, inverted or not', disabled(inverted(a)), [], [], true],
    [
      'calculated: healthy with as many healthy children as the threshold',
      calculated(2, [a, b, c]),
      [a, b, c],
      [1, 3],
      true,
    ],
    ['calculated: unhealthy with fewer', calculated(2, [a, b, c]), [a, b, c], [2], false],
    ['calculated: threshold 0 is always healthy', calculated(0, [a]), [a], [], true],
    [
      'calculated: a threshold above the children is always unhealthy',
      calculated(2, [a]),
      [a],
      [1],
      false,
    ],
    ['calculated: a disabled child counts healthy', calculated(1, [a]), [disabled(a)], [], true],
    [
      'calculated: an inverted child counts as inverted',
      calculated(1, [a]),
      [inverted(a)],
      [],
      true,
    ],
    ['calculated and inverted', calculated(1, [a], { inverted: true }), [a], [1], false],
    ['calculated and disabled', calculated(1, [a], { disabled: true }), [a], [], true],
  ])('%s', (_rule, check, children, passing, healthy) => {
    const rules = new StatusRules([check, ...children]);
    expect(rules.isHealthy(check.name, (row) => passing.includes(row))).toBe(healthy);
  });

  it('needs probes only of checks that are performed', () => {
    expect(probing([a, disabled(b), calculated(1, [a]), inverted(c)])).toEqual([a, inverted(c)]);
  });
});

describe('at the edges', () => {
  it('a new check is healthy, unhealthy if inverted (route53.md section 4.1)', () => {
    const records = checked(multivalueRecords(2, 60));
    const world = worldOf(records, {}, [inverted(a), b]);
    expect(world.ask(2)).toEqual([[1], [1]]);
    expect(world.authority.initial(0, 0)?.records).toEqual([records[1]]);
    world.say(false, [0, 1]);
    expect(world.ask(2)).toEqual([[0], [0]]);
  });

  it('a disabled check keeps its record set in the answer', () => {
    const world = worldOf(checked(multivalueRecords(2, 60)), {}, [disabled(a), b]);
    world.say(false, [1]);
    expect(world.ask(2)).toEqual([[0], [0]]);
  });

  it('a calculated check follows its children (route53.md section 4.2)', () => {
    const records = failoverRecords(60).map((record, i) =>
      i === 0 ? { ...record, healthCheck: 'calculated' } : record,
    );
    const world = worldOf(records, {}, [calculated(1, [a, b]), a, b]);
    expect(world.ask(1)).toEqual([[0]]);
    world.say(false, [0]);
    expect(world.ask(1)).toEqual([[0]]);
    world.say(false, [1]);
    expect(world.ask(1)).toEqual([[1]]);
    world.say(true, [0]);
    expect(world.ask(1)).toEqual([[0]]);
  });
});
