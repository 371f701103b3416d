/**
 * The decision tree against the guide's own words: choose, look whether it is healthy, drop it, choose again, back out,
 * last resort (route53.md section 3.1), played through branch by branch on random trees with random health.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { chiSquareUpperTail } from '../../experiments/statistics/chi-square.ts';
import type { RecordSpec } from '../../sim/scenario.ts';
import { recordOf, treeOf, type Written } from './tree-world.ts';

/** Sorted addresses and TTL of an answer → its chance. */
type Chances = Map<string, number>;

interface Random {
  readonly records: readonly RecordSpec[];
  readonly down: ReadonlySet<string>;
  readonly lastResort: 'perLevel' | 'top';
}

const NAMES = [['app'], ['a1', 'a2'], ['b1', 'b2', 'b3']] as const;

/** Record groups on three levels, each level's aliases leading to groups below; some record sets down. */
const random: fc.Arbitrary<Random> = fc
  .record({
    groups: fc.tuple(...NAMES.flatMap((names, level) => names.map((name) => groupOf(name, level)))),
    lastResort: fc.constantFrom('perLevel' as const, 'top' as const),
  })
  .map(({ groups, lastResort }) => ({
    records: groups.flatMap(({ records }) => records),
    down: new Set(groups.flatMap(({ down }) => down)),
    lastResort,
  }));

function groupOf(name: string, level: number) {
  const below: readonly string[] = NAMES[level + 1] ?? [];
  const member = fc.record({
    to: below.length === 0 ? fc.constant(null) : fc.option(fc.constantFrom(...below)),
    evaluates: fc.boolean(),
    weight: fc.constantFrom(0, 1, 3),
    isChecked: fc.boolean(),
    isDown: fc.boolean(),
    ttl: fc.constantFrom(30, 60),
  });
  return fc
    .record({
      policy: fc.constantFrom('simple', 'weighted', 'failover', 'multivalue'),
      members: fc.array(member, { minLength: 1, maxLength: 3 }),
    })
    .map(({ policy, members }) => {
      const count = policy === 'simple' ? 1 : policy === 'failover' ? 2 : members.length;
      const rows = Array.from(
        { length: count },
        (_, i) => members[i % members.length] as (typeof members)[number],
      );
      const records = rows.map((row, i): RecordSpec => {
        const isAlias = row.to !== null && policy !== 'multivalue';
        const written: Written = {
          setIdentifier: `${name}-${i}`,
          routing: policy,
          ...(isAlias
            ? { to: row.to as string }
            : { value: `192.0.${level + 2}.${10 * (Number(name.slice(1)) || 0) + i + 1}` }),
          evaluates: row.evaluates,
          isChecked: row.isChecked,
          ttl: isAlias ? 0 : policy === 'multivalue' ? 60 : (rows[0] as typeof row).ttl,
          settings:
            policy === 'weighted'
              ? { weight: row.weight }
              : policy === 'failover'
                ? { failover: i === 0 ? 'PRIMARY' : 'SECONDARY' }
                : {},
        };
        return recordOf(name, written);
      });
      const down = rows.flatMap((row, i) => (row.isChecked && row.isDown ? [`${name}-${i}`] : []));
      return { records, down };
    });
}

/** What the guide says, in its order; null: the group is unhealthy, and whoever led here looks elsewhere. */
function answer(
  name: string,
  given: Random,
  canBackOut: boolean,
  isDisregarded: boolean,
): Chances | null {
  const group = given.records.filter((record) => record.name === name);
  const found = isDisregarded ? null : among(group, given);
  if (found) return found;
  if (canBackOut && !isDisregarded) return null;
  return picked(group, (record) => {
    if (!record.alias) return ownValues(record);
    return answer(
      record.alias.target,
      given,
      false,
      isDisregarded || given.lastResort === 'top',
    ) as Chances;
  });
}

/** Chooses among what is left, drops what is unhealthy and chooses again. */
function among(left: readonly RecordSpec[], given: Random): Chances | null {
  if (left[0]?.routing === 'multivalue') {
    const healthy = left.filter((record) => !isDown(record, given));
    return healthy.length > 0 ? together(healthy) : null;
  }
  const total: Chances = new Map();
  let isUnhealthy = true;
  for (const [record, chance] of pick(left)) {
    const value = isDown(record, given) ? null : led(record, given);
    const rest =
      value ??
      among(
        left.filter((other) => other !== record),
        given,
      );
    if (!rest) continue;
    isUnhealthy = false;
    add(total, rest, chance);
  }
  return isUnhealthy ? null : total;
}

function led(record: RecordSpec, given: Random): Chances | null {
  if (!record.alias) return ownValues(record);
  return answer(record.alias.target, given, record.alias.evaluateTargetHealth, false);
}

function picked(group: readonly RecordSpec[], value: (record: RecordSpec) => Chances): Chances {
  if (group[0]?.routing === 'multivalue') return together(group);
  const total: Chances = new Map();
  for (const [record, chance] of pick(group)) add(total, value(record), chance);
  return total;
}

/** The policy's one choice. */
function pick(left: readonly RecordSpec[]): [RecordSpec, number][] {
  const [first] = left;
  if (!first) return [];
  if (first.routing === 'weighted') {
    const weights = left.map(({ settings }) => settings.weight as number);
    const sum = weights.reduce((a, b) => a + b, 0);
    return left
      .map((record, i): [RecordSpec, number] => [
        record,
        sum > 0 ? (weights[i] as number) / sum : 1 / left.length,
      ])
      .filter(([, chance]) => chance > 0);
  }
  return [[left.find(({ settings }) => settings.failover === 'PRIMARY') ?? first, 1]];
}

const isDown = ({ setIdentifier }: RecordSpec, { down }: Random) => down.has(setIdentifier);
const ownValues = ({ values, ttl }: RecordSpec): Chances =>
  new Map([[`${values.toSorted().join()} ${ttl}`, 1]]);
const together = (records: readonly RecordSpec[]): Chances =>
  new Map([
    [
      `${records
        .flatMap(({ values }) => values)
        .sort()
        .join()} 60`,
      1,
    ],
  ]);
function add(total: Chances, part: Chances, chance: number): void {
  for (const [key, p] of part) total.set(key, (total.get(key) ?? 0) + chance * p);
}

const ASKED = 300;

it('answers random trees with random health as the guide says, in the right proportions', () => {
  fc.assert(
    fc.property(random, (given) => {
      const expected = answer('app.example.com', given, false, false) as Chances;
      const world = treeOf(given.records, { lastResort: given.lastResort });
      world.say(false, ...given.down);
      const seen: Chances = new Map();
      for (let i = 0; i < ASKED; i++) {
        const { values, ttl } = world.ask();
        add(seen, new Map([[`${values.toSorted().join()} ${ttl}`, 1]]), 1);
      }
      expect([...seen.keys()].filter((key) => !expected.has(key))).toEqual([]);
      expect(pValue(seen, expected)).toBeGreaterThan(1e-6);
      for (const [address, share] of Object.entries(world.intended()))
        expect(share).toBeCloseTo(shareOf(address, expected), 12);
    }),
    { seed: 53, numRuns: 400 },
  );
});

/** Pearson's, answers with fewer than five expected counted together. */
function pValue(seen: Chances, expected: Chances): number {
  const cells: [number, number][] = [];
  const rare: [number, number] = [0, 0];
  for (const [key, chance] of expected) {
    const [count, mean] = [seen.get(key) ?? 0, ASKED * chance];
    if (mean >= 5) cells.push([count, mean]);
    else {
      rare[0] += count;
      rare[1] += mean;
    }
  }
  if (rare[1] >= 5) cells.push(rare);
  if (cells.length < 2) return 1;
  const x2 = cells.reduce(
    (sum, [count, mean]) => sum + ((count - mean) * (count - mean)) / mean,
    0,
  );
  return chiSquareUpperTail(x2, cells.length - 1);
}

/** Part of all requests, each a query of its own with a uniform pick inside the answer. */
function shareOf(address: string, expected: Chances): number {
  let share = 0;
  for (const [key, chance] of expected) {
    const values = (key.split(' ')[0] as string).split(',');
    if (values.includes(address)) share += chance / values.length;
  }
  return share;
}
