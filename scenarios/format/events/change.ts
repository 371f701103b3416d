/** A change batch: record sets created, deleted and replaced together, as one request to Route 53. */
import * as z from 'zod/mini';
import { closestZone } from '../../../sim/authority/zone.ts';
import type { BatchedChange, ZoneSpec } from '../../../sim/scenario.ts';
import { oneOf } from '../../../sim/settings.ts';
import { absolute } from '../names.ts';
import { quoted } from '../printable.ts';
import { checkBatch } from '../resolve/change-batch.ts';
import { checkHealthChecks } from '../resolve/health-checks.ts';
import { resolveRecord } from '../resolve/records.ts';
import { described } from '../schema/documented.ts';
import { type RecordInput, recordSchema } from '../schema/zone.ts';
import { child, itemsOf, textOf } from '../tree.ts';
import { type Scene, verb } from './verb.ts';

const ACTIONS = { CREATE: 'create', DELETE: 'delete', UPSERT: 'upsert' } as const;

/** A step of a batch, and where it was written. */
export interface PlacedChange extends BatchedChange {
  readonly path: Scene['path'];
  readonly isSound: boolean;
}

const item = z.strictObject({
  action: described(
    'CREATE: it must be new; DELETE: it must be there, just so; UPSERT: new, or in place of the one there.',
    oneOf('CREATE', 'DELETE', 'UPSERT'),
  ),
  record: described('The record set, as in a zone.', recordSchema),
});

const NONE = 'expected a list of at least one change';

export const change = verb({
  name: 'change',
  summary:
    'Changes record sets of one zone together, by a file for `aws route53 change-resource-record-sets` or as written here; each edge follows after its own lag.',
  schema: z.union(
    [
      z.string(),
      z.strictObject({
        changes: described(
          'What is done, in this order.',
          z.array(item, { error: NONE }).check(z.minLength(1, { error: NONE })),
        ),
      }),
    ],
    { error: 'expected a file, or { changes: [{ action: …, record: … }] }' },
  ),
  target(written, zone) {
    const file = textOf(written);
    if (file !== undefined) return file;
    const changes = itemsOf(child(written, 'changes'));
    const name = textOf(child(child(changes[0], 'record'), 'name'));
    return name === undefined ? undefined : absolute(name, zone);
  },
  resolve(input, scene) {
    // A file that could not be read has been reported.
    if (typeof input === 'string') return undefined;
    const own = scene.isDrawn ? { ...scene, zones: scene.initial } : scene;
    const before = scene.context.objections;
    const changes = input.changes.flatMap(
      ({ action, record }, i) => placed(ACTIONS[action], record as RecordInput, i, own) ?? [],
    );
    checkHealthChecks(
      changes.flatMap(({ action, ...rest }) => (action === 'delete' ? [] : [rest])),
      own.zones.zones,
      scene.context,
    );
    if (scene.context.objections > before || changes.length < input.changes.length)
      return undefined;
    checkBatch(changes, own);
    return { verb: 'change', changes: changes.map(({ action, record }) => ({ action, record })) };
  },
});

/** One step; null, and reported, when its record has no place in any zone. */
function placed(
  action: BatchedChange['action'],
  input: RecordInput,
  row: number,
  scene: Scene,
): PlacedChange | null {
  const { zones, ttls, isComplete } = scene.zones;
  const path = [...scene.path, 'changes', row, 'record'];
  const only = zones.length === 1 ? (zones[0] as ZoneSpec).name : '';
  const zone = closestZone(zones, absolute(input.name, only))?.name ?? only;
  if (zone === '') {
    if (isComplete)
      scene.context.wrong(
        [...path, 'name'],
        `${quoted(input.name)} is in none of the zones; write the whole name`,
      );
    return null;
  }
  const { context } = scene;
  const found = resolveRecord(input, { zone, defaultTtl: ttls.get(zone), path, context });
  return found && { action, ...found };
}
