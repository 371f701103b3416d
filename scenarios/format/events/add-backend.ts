/** A backend that enters service: record sets are created that answer with it, and balancers that list it register it. */
import * as z from 'zod/mini';
import type { BackendSpec, RecordSpec } from '../../../sim/scenario.ts';
import { name } from '../../../sim/settings.ts';
import { quoted } from '../printable.ts';
import { checkHealthChecks } from '../resolve/health-checks.ts';
import type { Placed } from '../resolve/records.ts';
import { checkZonesAfter } from '../resolve/zone-after.ts';
import { described, maybe } from '../schema/documented.ts';
import { type RecordInput, recordSchema } from '../schema/zone.ts';
import { suggest } from '../suggest.ts';
import { child, textOf } from '../tree.ts';
import { resolveNewRecord } from './new-record.ts';
import { isTargetOfBalancer, registration } from './registering.ts';
import { type Scene, verb } from './verb.ts';

export const addBackend = verb({
  name: 'addBackend',
  summary:
    'Creates the record sets of a backend, each edge following after its own lag, and registers it with the balancers that list it, of which it is no target before.',
  schema: z.strictObject({
    backend: described('Name of the backend; no record of these names answers with it yet.', name),
    records: maybe(
      'The record sets created, as in a zone; needed unless a balancer lists the backend.',
      z
        .array(recordSchema, { error: 'expected a list of records' })
        .check(z.minLength(1, { error: 'expected at least one record' })),
    ),
  }),
  target: (written) => textOf(child(written, 'backend')),
  resolve({ backend, records: inputs = [] }, scene) {
    const isTarget = isTargetOfBalancer(backend, scene);
    if (inputs.length === 0 && !isTarget) {
      if (scene.context.isIntact(['balancers']))
        scene.context.wrong(
          scene.path,
          `missing key "records": no balancer has ${quoted(backend)} among its targets, so expected the record sets created`,
        );
      return undefined;
    }
    const placed = (inputs as readonly RecordInput[]).flatMap(
      (input, i) => resolveNewRecord(input, [...scene.path, 'records', i], scene) ?? [],
    );
    const added = backendOf(backend, scene);
    if (added) checkAnswers(added, placed, scene);
    checkHealthChecks(placed, scene.zones.zones, scene.context);
    const records = placed.map(({ record }) => record);
    if (placed.length > 0) checkZonesAfter({ verb: 'addBackend', records }, placed, scene);
    const creation = { verb: 'addBackend', backend, records } as const;
    if (!isTarget) return creation;
    const register = registration('register', [backend]);
    if (placed.length === 0) return register;
    return [
      { after: 0, part: '', deed: creation },
      { after: 0, part: 'register', deed: register },
    ];
  },
});

function backendOf(backend: string, { backends, context, path }: Scene): BackendSpec | undefined {
  const found = backends.find((candidate) => candidate.name === backend);
  if (!found && context.isIntact(['backends']))
    context.wrong(
      [...path, 'backend'],
      `no backend is called ${quoted(backend)}; add it to backends, with its address`,
      suggest(
        backend,
        backends.map((candidate) => candidate.name),
      ),
    );
  return found;
}

/** The new records answer with the backend, and none that has been there does. */
function checkAnswers(added: BackendSpec, placed: readonly Placed[], scene: Scene): void {
  const { context, path, zones } = scene;
  const isOf = ({ type, values }: RecordSpec) =>
    (type === 'A' || type === 'AAAA') && values.some((value) => added.addresses.includes(value));
  if (placed.length > 0 && !placed.some(({ record }) => isOf(record)))
    context.wrong(
      [...path, 'backend'],
      `no record here answers with ${added.name} (${added.addresses.slice(0, 3).join(', ')})`,
    );
  const names = new Set(placed.map(({ record }) => record.name));
  const earlier = zones.zones
    .flatMap(({ records }) => records)
    .find((record) => names.has(record.name) && isOf(record));
  if (earlier)
    context.wrong(
      [...path, 'backend'],
      `${earlier.name} answers with ${added.name} already; an event adds a backend that it does not name yet`,
    );
}
