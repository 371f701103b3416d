/** What answers carry under multivalue, simple and failover routing (route53.md sections 1, 2, 3.1 and 3.3). */
import { describe, expect } from 'vitest';
import type { RecordSpec, ZoneSpec } from '../../../sim/scenario.ts';
import { simulate } from '../../../sim/simulate.ts';
import { chiSquare, limitAt1e6 } from '../../support/chi-square.ts';
import { failoverRecords, multivalueRecords, scenarioOf } from '../../support/scenarios.ts';
import { checked, plainZone, worldOf } from '../world.ts';
import { rule } from './rules.ts';

const range = (count: number) => Array.from({ length: count }, (_, i) => i);
const zoneWith = (records: readonly RecordSpec[], options: Partial<ZoneSpec> = {}) =>
  worldOf(records, {}, undefined, options);
const simple = (count: number): RecordSpec => ({
  ...(multivalueRecords(1, 60)[0] as RecordSpec),
  routing: 'simple',
  setIdentifier: '',
  values: range(count).map((i) => `192.0.${2 + (i >> 8)}.${i & 255}`),
});

/** How often each of `size` rows is in an answer. */
const named = (answers: readonly (readonly number[])[], size: number) =>
  range(size).map((row) => answers.filter((rows) => rows.includes(row)).length);

/** Any place of a k-of-N answer: X²·(N−1)/(N−k) is chi-square of N − 1 degrees (model.md part 6). */
function expectUniformSubsets(
  answers: readonly (readonly number[])[],
  rows: number[],
  size: number,
): void {
  expect(answers.every((answer) => new Set(answer).size === size)).toBe(true);
  const counts = named(answers, Math.max(...rows) + 1).filter((_, row) => rows.includes(row));
  expect(counts.reduce((a, b) => a + b, 0)).toBe(size * answers.length);
  const corrected = (chiSquare(counts) * (rows.length - 1)) / (rows.length - size);
  expect(corrected).toBeLessThan(limitAt1e6(rows.length - 1));
}

/** Every order of four equally often: 24 cells. */
function expectUniformOrders(answers: readonly (readonly number[])[]): void {
  const orders = new Map<string, number>();
  for (const answer of answers) orders.set(answer.join(), (orders.get(answer.join()) ?? 0) + 1);
  expect(orders.size).toBe(24);
  expect(chiSquare([...orders.values()])).toBeLessThan(limitAt1e6(23));
}

describe('multivalue', () => {
  rule('1.5', 'up to eight healthy: each of 1,000 queries gets all', () => {
    for (const count of [1, 3, 8])
      for (const answer of zoneWith(multivalueRecords(count, 60)).ask(1000))
        expect(answer.toSorted()).toEqual(range(count));
  });

  rule(
    '1.6',
    'more than eight: eight of them, each member equally often, and not always the same',
    () => {
      const answers = zoneWith(multivalueRecords(12, 60)).ask(20_000);
      expectUniformSubsets(answers, range(12), 8);
      expect(new Set(answers.map((answer) => answer.toSorted().join())).size).toBe(495);
    },
  );

  rule('1.6', 'more than eight healthy of more: eight of the healthy ones', () => {
    const world = worldOf(checked(multivalueRecords(14, 60)));
    world.say(false, [0, 5]);
    expectUniformSubsets(world.ask(20_000), [1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13], 8);
  });

  rule('1.7', 'a member without a check is answered whatever checks say', () => {
    const world = worldOf(checked(multivalueRecords(3, 60), [0]));
    world.say(false, [0, 1, 2]);
    for (const answer of world.ask(100)) expect(answer.toSorted()).toEqual([1, 2]);
  });

  rule('1.8', 'none healthy: all, up to eight', () => {
    const world = worldOf(checked(multivalueRecords(3, 60)));
    world.say(false, [0, 1, 2]);
    for (const answer of world.ask(100)) expect(answer.toSorted()).toEqual([0, 1, 2]);
  });

  rule('1.9', 'one member without a check has every answer while all others are down', () => {
    const world = worldOf(checked(multivalueRecords(10, 60), range(9)));
    world.say(false, range(9));
    for (const answer of world.ask(100)) expect(answer).toEqual([9]);
    expect(world.intended()).toEqual([...range(9).map(() => 0), 1]);
  });

  rule(
    '1.13',
    'selection: query draws anew for each query, sticky gives one asker the same eight',
    () => {
      const kinds = (selection: ZoneSpec['selection']) =>
        new Set(
          zoneWith(multivalueRecords(20, 60), { selection })
            .ask(200)
            .map((answer) => answer.toSorted().join()),
        ).size;
      expect(kinds('sticky')).toBe(1);
      expect(kinds('query')).toBeGreaterThan(190);
    },
  );

  rule('1.14', 'order: random makes every order equally likely, fixed keeps the zone’s', () => {
    const records = multivalueRecords(4, 60);
    expectUniformOrders(zoneWith(records).ask(24_000));
    for (const answer of zoneWith(records, { order: 'fixed' }).ask(50))
      expect(answer).toEqual(range(4));
  });

  rule('1.15', 'none of more than eight healthy: a random eight of all', () => {
    const world = worldOf(checked(multivalueRecords(12, 60)));
    world.say(false, range(12));
    expectUniformSubsets(world.ask(20_000), range(12), 8);
  });

  rule('1.16', 'members with different TTLs: the least of those answered, or the first’s', () => {
    const records = multivalueRecords(3, 60).map((record, i) => ({
      ...record,
      ttl: [60, 20, 40][i] as number,
    }));
    expect(zoneWith(records).ttl()).toBe(20);
    expect(zoneWith(records, { mixedTtl: 'first' }).ttl()).toBe(60);
    const world = worldOf(checked(records));
    world.say(false, [1]);
    expect(world.ttl()).toBe(40);
  });

  rule('1.18', 'a value that two members have is answered once', () => {
    const records = multivalueRecords(3, 60).map((record, i) =>
      i === 2 ? { ...record, values: ['192.0.2.1'] } : record,
    );
    for (const answer of zoneWith(records).ask(100)) expect(answer.toSorted()).toEqual([0, 1]);
  });
});

describe('simple', () => {
  rule('2.3', 'all values, up to 400, every order of four equally likely', () => {
    for (const answer of zoneWith([simple(400)]).ask(10)) expect(new Set(answer).size).toBe(400);
    expectUniformOrders(zoneWith([simple(4)]).ask(24_000));
  });
});

describe('an answer in a cache', () => {
  rule(
    '2.6',
    'has the order that the cache gives it: one answer of Route 53, one order or many',
    () => {
      const records = [
        { ...simple(3), values: ['192.0.2.1', '192.0.2.2', '192.0.2.3'], ttl: 1_000_000 },
      ];
      const run = (orderOnHit: string) => {
        const { backends, authority } = simulate(
          scenarioOf(
            { rate: 2, resolver: { orderOnHit: { name: orderOnHit, settings: null } } },
            { zones: [{ ...plainZone, records }], start: 'cold' },
          ),
          1,
          1,
        );
        expect(authority.queries.reduce((a, b) => a + b, 0)).toBe(1);
        return range(3).map((row) =>
          backends.requests.filter((_, i) => i % 3 === row).reduce((a, b) => a + b, 0),
        );
      };
      expect(run('filling').filter((load) => load > 0)).toHaveLength(1);
      expect(Math.min(...run('shuffle'))).toBeGreaterThan(2000);
    },
  );
});

describe('choosing', () => {
  rule(['3.1a', '3.1b'], 'an unhealthy record set is put aside, whatever the policy', () => {
    for (const records of [
      multivalueRecords(2, 60),
      failoverRecords(60),
      multivalueRecords(2, 60).map((record) => ({
        ...record,
        routing: 'weighted',
        settings: { weight: 5 },
      })),
    ]) {
      const world = worldOf(checked(records));
      world.say(false, [0]);
      expect(world.ask(50)).toEqual(range(50).map(() => [1]));
      world.say(true, [0]);
      expect(new Set(world.ask(50).flat())).toContain(0);
    }
  });

  rule('3.1d', 'none healthy at the top: all are taken to be, and the policy picks', () => {
    const world = worldOf(checked(failoverRecords(60)));
    world.say(false, [0, 1]);
    expect(world.ask(3)).toEqual([[0], [0], [0]]);
  });

  rule('3.1e', 'a query is answered by the status that its edge knows, not by a probe', () => {
    const world = worldOf(checked(multivalueRecords(2, 60)));
    world.authority.announce('web-1 up', 0, false, () => 5);
    world.engine.run(4.9);
    expect(world.ask(1)[0]?.toSorted()).toEqual([0, 1]);
    world.engine.run(5.1);
    expect(world.ask(1)).toEqual([[1]]);
  });

  rule('3.1j', 'the check of a record set without siblings changes nothing', () => {
    const world = worldOf(checked(multivalueRecords(1, 60)));
    world.say(false, [0]);
    expect(world.ask(2)).toEqual([[0], [0]]);
  });
});

describe('failover', () => {
  const answersOf = (checks: readonly number[], unhealthy: readonly number[]) => {
    const world = worldOf(checked(failoverRecords(60), checks));
    world.say(false, unhealthy);
    const answers = new Set(world.ask(20).map((answer) => answer.join()));
    expect(answers.size).toBe(1);
    return [...answers].map(Number)[0];
  };

  rule('3.3b', 'the primary while it is healthy', () => {
    expect([answersOf([0, 1], []), answersOf([0, 1], [1])]).toEqual([0, 0]);
  });
  rule('3.3c', 'the secondary when only that is healthy', () => {
    expect(answersOf([0, 1], [0])).toBe(1);
  });
  rule('3.3d', 'the primary when neither is healthy', () => {
    expect(answersOf([0, 1], [0, 1])).toBe(0);
  });
  rule('3.3e', 'a secondary without a check, always, when the primary is unhealthy', () => {
    expect(answersOf([0], [0, 1])).toBe(1);
  });
  rule('3.3f', 'a primary without a check, for ever', () => {
    expect([answersOf([1], [0]), answersOf([1], [0, 1]), answersOf([], [0, 1])]).toEqual([0, 0, 0]);
  });
});
