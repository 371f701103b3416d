import { expect, it } from 'vitest';
import { editedZones } from '../../sim/authority/record-change.ts';
import { streamsOf } from '../../sim/random/streams.ts';
import type { BatchedChange, EventSpec, RecordSpec, ZoneSpec } from '../../sim/scenario.ts';
import { simulate } from '../../sim/simulate.ts';
import { multivalueRecords, scenarioOf } from '../support/scenarios.ts';
import { rule } from './route53/rules.ts';
import { plainZone, worldOf } from './world.ts';

const [a, b, c, d] = multivalueRecords(4, 60) as [RecordSpec, RecordSpec, RecordSpec, RecordSpec];
const zone: ZoneSpec = { ...plainZone, records: [a, b, c] };
const batch = (...changes: [BatchedChange['action'], RecordSpec][]) => ({
  verb: 'change' as const,
  changes: changes.map(([action, record]) => ({ action, record })),
});
const shiftless = (name: string, ...changes: [BatchedChange['action'], RecordSpec][]) => ({
  name,
  curve: { bin: null, until: null, at: null },
  ...batch(...changes),
});
const after = (...changes: [BatchedChange['action'], RecordSpec][]) =>
  editedZones([zone], batch(...changes))[0]?.records;

it('a batch is carried out in its order; what is replaced keeps its place', () => {
  const other = { ...b, ttl: 5 };
  expect(after(['delete', a], ['create', d], ['upsert', other])).toEqual([other, c, d]);
});

it('a record set replaced by its equal is no change', () => {
  expect(after(['upsert', { ...b, values: [...b.values] }])?.[1]).toBe(b);
});

it('a zone that a batch does not concern stays the same object', () => {
  const elsewhere = { ...zone, name: 'example.org', records: [] };
  expect(editedZones([zone, elsewhere], batch(['delete', a]))[1]).toBe(elsewhere);
});

it('a batch that replaces a record set by one of another weight is that very change of weight', () => {
  const weighted = multivalueRecords(3, 60).map((record) => ({
    ...record,
    routing: 'weighted',
    settings: { weight: 1 },
  }));
  const edges = { ...plainZone.edges, recordLag: { name: 'uniform', settings: [0, 60] } };
  const first = weighted[0] as RecordSpec;
  const { name, type, setIdentifier } = first;
  const shift = {
    name: 'shift',
    at: { name: 'constant', settings: 300 },
    curve: { bin: null, until: null, at: null },
  } as const;
  const run = (event: EventSpec) =>
    simulate(
      scenarioOf(
        { duration: 900, rate: 20, resolvers: 5 },
        { zones: [{ ...plainZone, edges, records: weighted }], events: [event] },
      ),
      1,
      1,
    );
  const one = run({
    ...shift,
    verb: 'set',
    record: { name, type, setIdentifier },
    change: { weight: 9 },
  });
  const other = run({
    ...shift,
    ...batch(['upsert', { ...first, settings: { weight: 9 } }]),
  });
  expect(other.backends).toEqual(one.backends);
  expect(other.authority).toEqual(one.authority);
  expect(other.events[0]?.curve).toEqual(one.events[0]?.curve);
  expect(other.events[0]?.targets).toEqual(one.events[0]?.targets);
});

it('batches whose times are drawn may come in any order', () => {
  const late = { ...shiftless('late', ['delete', b]), at: { name: 'uniform', settings: [0, 900] } };
  const early = {
    ...shiftless('early', ['create', b]),
    at: { name: 'uniform', settings: [0, 900] },
  };
  for (let replication = 1; replication <= 5; replication++) {
    const { backends } = simulate(
      scenarioOf(
        { duration: 900, rate: 5 },
        { zones: [{ ...plainZone, records: [a, c] }], events: [late, early] },
      ),
      1,
      replication,
    );
    expect(backends.requests.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(3000);
  }
});

rule('4.6a', 'each edge answers with all of a batch or with nothing of it', () => {
  const records = [a, b];
  const world = worldOf(records, { count: 50, recordLag: { name: 'uniform', settings: [0, 60] } });
  const swapped = { ...a, values: b.values };
  world.authority.change(
    {
      name: 'swap',
      at: { name: 'constant', settings: 0 },
      curve: { bin: null, until: null, at: null },
      ...batch(['upsert', swapped], ['delete', b]),
    },
    streamsOf('lag', 1),
  );
  const sizes = new Set<number>();
  for (let t = 1; t <= 61; t++) {
    world.engine.run(t);
    const [, second] = world.intended();
    // Every edge names both, half each, or the one that is left.
    const edges = ((second as number) - 0.5) * 2 * 50;
    expect(edges).toBeCloseTo(Math.round(edges), 9);
    sizes.add(Math.round(edges));
  }
  expect(sizes.size).toBeGreaterThan(20);
  expect(world.intended()).toEqual([0, expect.closeTo(1, 12)]);
});
