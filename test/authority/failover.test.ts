/** Failover pairs by health (route53.md section 3.3): each test names the rule it is about. */
import { describe, expect, it } from 'vitest';
import { failover } from '../../sim/authority/routing/failover.ts';
import type { RecordSpec } from '../../sim/scenario.ts';
import { failoverRecords } from '../support/scenarios.ts';
import { checked, worldOf } from './world.ts';

describe('failover (route53.md section 3.3)', () => {
  it.each<[rule: string, checks: number[], unhealthy: number[], answer: number]>([
    ['primary healthy: primary', [0, 1], [], 0],
    ['primary healthy, secondary not: primary', [0, 1], [1], 0],
    ['primary bad, secondary healthy: secondary', [0, 1], [0], 1],
    ['both unhealthy: primary', [0, 1], [0, 1], 0],
    ['secondary without a check and primary bad: always secondary', [0], [0], 1],
    ['primary without a check never fails over', [1], [0], 0],
    ['primary without a check never fails over, whatever the secondary is', [1], [0, 1], 0],
    ['no checks at all: primary', [], [0, 1], 0],
  ])('%s', (_rule, checks, unhealthy, answer) => {
    const pair = failoverRecords(60);
    for (const order of [
      [0, 1],
      [1, 0],
    ]) {
      const row = (member: number) => order.indexOf(member);
      const records = order.map((member) => pair[member] as RecordSpec);
      const world = worldOf(checked(records, checks.map(row)));
      world.say(false, unhealthy.map(row));
      expect(world.ask(2)).toEqual([[row(answer)], [row(answer)]]);
      expect(world.intended()).toEqual([0, 1].map((i) => (i === row(answer) ? 1 : 0)));
    }
  });

  it('goes back to the primary as soon as it is healthy again', () => {
    const world = worldOf(checked(failoverRecords(60)));
    world.say(false, [0]);
    expect(world.ask(1)).toEqual([[1]]);
    world.say(true, [0]);
    expect(world.ask(1)).toEqual([[0]]);
  });

  it('answers with the TTL and all values of the record set that is chosen', () => {
    const [primary, secondary] = failoverRecords(60) as [RecordSpec, RecordSpec];
    const several = { ...secondary, ttl: 300, values: ['198.51.100.1', '198.51.100.2'] };
    const world = worldOf(checked([primary, several]));
    expect(world.authority.ttlLaw(0, 0, 0)).toEqual([{ ttl: 60, chance: 1 }]);
    world.say(false, [0]);
    for (const answer of world.ask(20)) expect(answer.toSorted()).toEqual([1, 2]);
    expect(world.ttl()).toBe(300);
  });
});

describe('a failover group that Route 53 would refuse (route53.md section 3.3: exactly PRIMARY/SECONDARY)', () => {
  const check = (records: readonly RecordSpec[]) =>
    failover
      .check(records, {
        isPrivate: false,
        mixedTtl: 'min',
        weightedValues: 'all',
        cidrCollections: [],
      })
      .map(({ record, key }) => `${record} ${key}`);

  it('has two primaries, or a type that only simple routing has', () => {
    const [primary, secondary] = failoverRecords(60) as [RecordSpec, RecordSpec];
    expect(check([primary, secondary])).toEqual([]);
    expect(check([primary, secondary, primary])).toEqual(['2 failover']);
    expect(check([{ ...primary, type: 'NS' }])).toEqual(['0 type']);
  });
});
