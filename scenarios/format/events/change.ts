/** A change batch: record sets created, deleted and replaced together, as one request to Route 53. */
import * as z from 'zod/mini';
import type { BatchedChange } from '../../../sim/scenario.ts';
import { oneOf } from '../../../sim/settings.ts';
import { absolute } from '../names.ts';
import { checkBatch } from '../resolve/change-batch.ts';
import { checkHealthChecks } from '../resolve/health-checks.ts';
import type { Placed } from '../resolve/records.ts';
import { described } from '../schema/documented.ts';
import { type RecordInput, recordSchema } from '../schema/zone.ts';
import { child, itemsOf, textOf } from '../tree.ts';
import { resolveNewRecord } from './new-record.ts';
import { verb } from './verb.ts';

const ACTIONS = { CREATE: 'create', DELETE: 'delete', UPSERT: 'upsert' } as const;

/** A step of a batch, and where it was written. */
export type PlacedChange = Placed & Pick<BatchedChange, 'action'>;

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
    const changes = input.changes.flatMap(({ action, record }, i): PlacedChange[] => {
      const path = [...scene.path, 'changes', i, 'record'];
      const placed = resolveNewRecord(record as RecordInput, path, own);
      return placed ? [{ action: ACTIONS[action], ...placed }] : [];
    });
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
