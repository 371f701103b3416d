/** Choosing among record sets, backing out, the last resort, and aliases (route53.md sections 3.1 and 3.9). */
import { describe, expect, it } from 'vitest';
import { routingPolicies } from '../../../sim/authority/routing/index.ts';
import { find } from '../../../sim/authority/zone.ts';
import type { RecordSpec } from '../../../sim/scenario.ts';
import { chiSquare } from '../../support/chi-square.ts';
import { recordOf, treeOf, type Written } from '../tree-world.ts';
import { plainZone } from '../world.ts';
import { rule } from './rules.ts';

const value = (i: number) => `192.0.2.${i}`;
const weighted = (owner: string, id: string, weight: number, more: Written) =>
  recordOf(owner, { setIdentifier: id, weight, ...more });
const pair = (owner: string, first: Written, second: Written) => [
  recordOf(owner, { setIdentifier: `${owner}-1`, failover: 'PRIMARY', ...first }),
  recordOf(owner, { setIdentifier: `${owner}-2`, failover: 'SECONDARY', ...second }),
];
const multivalue = (owner: string, values: readonly number[]) =>
  values.map((i) =>
    recordOf(owner, {
      setIdentifier: `${owner}-${i}`,
      routing: 'multivalue',
      value: value(i),
      isChecked: true,
    }),
  );

describe('a level of record sets', () => {
  const three = [1, 2, 3].map((i) =>
    weighted('app', `w${i}`, i, { value: value(i), isChecked: true }),
  );

  rule(['3.1a', '3.1j'], 'is chosen from by its policy among those that are healthy', () => {
    const world = treeOf(three);
    world.say(false, 'w3');
    const counts = [0, 0];
    for (let n = 0; n < 30_000; n++) {
      const i = [value(1), value(2)].indexOf(world.ask().values[0] as string);
      counts[i] = (counts[i] as number) + 1;
    }
    expect(chiSquare(counts, [1 / 3, 2 / 3])).toBeLessThan(23.93);
    const lone = treeOf([
      recordOf('app', { value: value(1), setIdentifier: 'x', isChecked: true }),
    ]);
    lone.say(false, 'x');
    expect(lone.answers()).toEqual([value(1)]);
  });

  rule('3.1d', 'is taken to be healthy altogether when nothing in it is', () => {
    const world = treeOf(three);
    const before = world.intended();
    world.say(false, 'w1', 'w2', 'w3');
    expect(world.answers()).toEqual([value(1), value(2), value(3)]);
    expect(world.intended()).toEqual(before);
  });

  rule('3.1e', 'is decided by what an edge has heard, one object for one state of it', () => {
    const world = treeOf(three);
    const all = world.authority.decisionAt(0, 0, 0);
    world.say(false, 'w2');
    const without = world.authority.decisionAt(0, 0, 0);
    expect(without).not.toBe(all);
    world.say(true, 'w2');
    expect(world.authority.decisionAt(0, 0, 0)).toBe(all);
    world.say(false, 'w2');
    expect(world.authority.decisionAt(0, 0, 0)).toBe(without);
    world.say(false, 'w1', 'w3');
    expect(world.authority.decisionAt(0, 0, 0)).toBe(all);
  });
});

describe('an alias', () => {
  const nested = (evaluates: boolean) => [
    ...pair('app', { to: 'eu', evaluates }, { value: value(9) }),
    ...multivalue('eu', [1, 2]),
  ];

  rule(['3.1b', '3.1f'], 'that evaluates its target is healthy while a record set of it is', () => {
    const world = treeOf(nested(true));
    expect(world.answers()).toEqual([value(1), value(2)]);
    world.say(false, 'eu-1');
    expect(world.answers()).toEqual([value(2)]);
    world.say(false, 'eu-2');
    expect(world.answers()).toEqual([value(9)]);
    world.say(true, 'eu-1');
    expect(world.answers()).toEqual([value(1)]);
  });

  rule('3.1h', 'that does not evaluate its target leads there though all is down', () => {
    const world = treeOf(nested(false));
    world.say(false, 'eu-1', 'eu-2');
    expect(world.answers()).toEqual([value(1), value(2)]);
  });

  rule('3.1g', 'with a check that evaluates its target needs both', () => {
    const world = treeOf([
      ...pair('app', { to: 'eu', isChecked: true }, { value: value(9) }),
      ...multivalue('eu', [1]),
    ]);
    for (const [down, answer] of [
      [[], value(1)],
      [['app-1'], value(9)],
      [['app-1', 'eu-1'], value(9)],
      [['eu-1'], value(9)],
    ] as const) {
      world.say(true, 'app-1', 'eu-1');
      world.say(false, ...down);
      expect(world.answers()).toEqual([answer]);
    }
  });

  rule(
    '3.3g',
    'as the primary fails over by the health of its target, if it evaluates that',
    () => {
      const failover = routingPolicies.find(({ name }) => name === 'failover');
      const remarks = (evaluates: boolean) =>
        failover
          ?.remarks?.(pair('app', { to: 'eu', evaluates }, { value: value(9) }))
          .map(({ message }) => message);
      expect(remarks(true)).toEqual([]);
      expect(remarks(false)).toEqual([
        'a primary alias without a health check that does not evaluate the health of its target never fails over',
      ]);
    },
  );

  rule(
    ['3.1c', '3.1i'],
    'backs out of a level without a healthy record set, one, two or three levels up',
    () => {
      const records = [
        weighted('app', 'a', 1, { to: 'one' }),
        weighted('app', 'b', 0, { value: value(9) }),
        ...pair('one', { to: 'two' }, { value: value(8), isChecked: true }),
        ...multivalue('two', [1, 2]),
      ];
      const world = treeOf(records);
      expect(world.answers()).toEqual([value(1), value(2)]);
      world.say(false, 'two-1');
      expect(world.answers()).toEqual([value(2)]);
      world.say(false, 'two-2');
      expect(world.answers()).toEqual([value(8)]);
      world.say(false, 'one-2');
      expect(world.answers()).toEqual([value(9)]);
      expect(world.authority.ttlLaw(0, 0, 0)).toEqual([{ ttl: 60, chance: 1 }]);
      world.say(true, 'two-2');
      expect(world.answers()).toEqual([value(2)]);
    },
  );

  rule('3.1l', 'below the last resort is chosen from anew, or with health disregarded', () => {
    const records = [
      weighted('app', 'a', 1, { to: 'one', isChecked: true }),
      ...pair('one', { value: value(1), isChecked: true }, { value: value(2) }),
    ];
    const answers = (lastResort: 'perLevel' | 'top') => {
      const world = treeOf(records, { lastResort });
      world.say(false, 'one-1');
      const [normal] = world.answers();
      world.say(false, 'a');
      return [normal, ...world.answers()];
    };
    expect(answers('perLevel')).toEqual([value(2), value(2)]);
    expect(answers('top')).toEqual([value(2), value(1)]);
  });

  rule(['3.9a', '3.9c'], 'answers with the records of its target and their TTL', () => {
    const world = treeOf([
      recordOf('app', { to: 'one' }),
      recordOf('one', { to: 'two' }),
      recordOf('two', { values: [value(1), value(2)], ttl: 17 }),
    ]);
    const { values, ttl } = world.ask();
    expect(values.toSorted()).toEqual([value(1), value(2)]);
    expect(ttl).toBe(17);
    expect(world.authority.longest).toBe(2);
    expect(world.intended()).toEqual({ [value(1)]: 0.5, [value(2)]: 0.5 });
  });

  rule('3.9b', 'answers its own type only', () => {
    const records = [
      recordOf('app', { to: 'one' }),
      recordOf('one', { value: value(1) }),
      recordOf('one', { type: 'AAAA', value: '2001:db8::1' }),
    ];
    expect(find([{ ...plainZone, records }], 'app.example.com', 'AAAA').code).toBe('NODATA');
  });

  rule('3.9e', 'may stand at the zone’s own name', () => {
    const apex: RecordSpec = { ...recordOf('x', { to: 'one' }), name: 'example.com' };
    const world = treeOf([apex, recordOf('one', { value: value(1) })], {}, [], 'example.com');
    expect(world.answers()).toEqual([value(1)]);
  });

  it('whose target is gone answers nothing, as noAnswer says', () => {
    for (const [noAnswer, code] of [
      ['nodata', 'NODATA'],
      ['nxdomain', 'NXDOMAIN'],
    ] as const) {
      const world = treeOf([recordOf('app', { to: 'gone' })], { noAnswer });
      expect(world.ask()).toEqual({ values: [], ttl: 900, link: -1 });
      expect(world.authority.measured().byKind).toEqual([
        expect.objectContaining({ code: 'NOERROR', queries: 0 }),
        expect.objectContaining({ code, queries: 1 }),
      ]);
    }
  });
});

describe('an alias at a multivalue group', () => {
  rule('1.17', 'answers as the group does, and is healthy while a member is', () => {
    const world = treeOf([
      ...pair('app', { to: 'many' }, { value: value(99) }),
      ...multivalue('many', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]),
    ]);
    expect(world.ask().values).toHaveLength(8);
    world.say(false, ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((i) => `many-${i}`));
    expect(world.answers()).toEqual([value(10)]);
    world.say(false, 'many-10');
    expect(world.answers()).toEqual([value(99)]);
  });
});

describe('a CNAME (RFC 1034 section 3.6.2)', () => {
  const cname = (owner: string, target: string, more: Written = {}) =>
    recordOf(owner, { type: 'CNAME', value: `${target}.`, ttl: 300, ...more });

  it('answers another type with a link to its target, and its own TTL', () => {
    const world = treeOf([cname('app', 'web.example.com'), recordOf('web', { value: value(1) })]);
    expect(world.questions.map(({ name }) => name)).toEqual(['app.example.com', 'web.example.com']);
    expect(world.ask()).toEqual({ values: [], ttl: 300, link: 1 });
    expect(world.ask(1)).toEqual({ values: [value(1)], ttl: 60, link: -1 });
    expect(world.intended()).toEqual({ [value(1)]: 1 });
    expect(world.authority.measured()).toMatchObject({ total: 1, answers: [{ any: 1 }] });
  });

  it('may be weighted, and lead out of the zone to a name that is external', () => {
    const world = treeOf(
      [
        cname('app', 'web.example.com', { weight: 1, setIdentifier: 'own' }),
        cname('app', 'CDN.example.net', { weight: 3, setIdentifier: 'cdn' }),
        recordOf('web', { value: value(1) }),
      ],
      {},
      [{ name: 'cdn.example.net', type: 'A', ttl: 20, values: [value(7), value(8)] }],
    );
    expect(world.intended()).toEqual({ [value(1)]: 0.25, [value(7)]: 0.375, [value(8)]: 0.375 });
    const links = Array.from({ length: 40_000 }, () => world.ask().link);
    const counts = [1, 2].map((link) => links.filter((one) => one === link).length);
    expect(chiSquare(counts, [0.25, 0.75])).toBeLessThan(23.93);
    expect(world.ask(2).ttl).toBe(20);
    const { queries, byKind } = world.authority.measured();
    expect(queries[0]).toBe(40_000);
    expect(byKind.find(({ policy }) => policy === 'external')).toMatchObject({ queries: 1 });
  });

  it('fails over by its health check as other records do', () => {
    const world = treeOf([
      cname('app', 'a.example.com', { failover: 'PRIMARY', setIdentifier: 'p', isChecked: true }),
      cname('app', 'b.example.com', { failover: 'SECONDARY', setIdentifier: 's' }),
      recordOf('a', { value: value(1) }),
      recordOf('b', { value: value(2) }),
    ]);
    expect(world.ask().link).toBe(1);
    world.say(false, 'p');
    expect(world.ask().link).toBe(2);
    expect(world.intended()).toEqual({ [value(1)]: 0, [value(2)]: 1 });
  });
});
