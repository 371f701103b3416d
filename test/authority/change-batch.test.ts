import { expect, it } from 'vitest';
import { editedZones } from '../../sim/authority/record-change.ts';
import { streamsOf } from '../../sim/random/streams.ts';
import type { BatchedChange, RecordSpec, ZoneSpec } from '../../sim/scenario.ts';
import { multivalueRecords } from '../support/scenarios.ts';
import { rule } from './route53/rules.ts';
import { plainZone, worldOf } from './world.ts';

const [a, b, c, d] = multivalueRecords(4, 60) as [RecordSpec, RecordSpec, RecordSpec, RecordSpec];
const zone: ZoneSpec = { ...plainZone, records: [a, b, c] };
const batch = (...changes: [BatchedChange['action'], RecordSpec][]) => ({
  verb: 'change' as const,
  changes: changes.map(([action, record]) => ({ action, record })),
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
