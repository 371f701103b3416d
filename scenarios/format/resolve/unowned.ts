import { endsOf } from '../../../sim/authority/tree.ts';
import { triesOf } from '../../../sim/clients/searching.ts';
import type { BackendSpec, BalancerSpec, ClientGroup, RecordSpec } from '../../../sim/scenario.ts';
import { name as nameSchema } from '../../../sim/settings.ts';
import { lookupShares } from '../../../sim/start/flows.ts';
import { at, type Path } from '../tree.ts';
import type { Context } from './context.ts';
import { grownZones, type PlacedEvent } from './events.ts';
import type { Zones } from './zones.ts';

interface Answered {
  readonly address: string;
  readonly record: RecordSpec;
  readonly path: Path;
}

interface Scene {
  readonly zones: Zones;
  readonly clients: readonly ClientGroup[];
  readonly events: readonly PlacedEvent[];
  readonly backends: readonly BackendSpec[];
  readonly balancers: readonly BalancerSpec[];
  /** Names that groups and backends bear already. */
  readonly taken: ReadonlySet<string>;
  readonly strict: boolean;
}

/** A counting backend for each address that clients are answered and no backend owns; under `strictBackends` a mistake. */
export function unownedBackends(scene: Scene, context: Context): BackendSpec[] {
  const nodes = scene.balancers.flatMap((balancer) => balancer.nodes.map(({ address }) => address));
  const owned = new Set([...scene.backends.flatMap(({ addresses }) => addresses), ...nodes]);
  const taken = new Set(scene.taken);
  const found: BackendSpec[] = [];
  for (const { address, record, path } of answered(scene, context)) {
    if (owned.has(address)) continue;
    owned.add(address);
    if (scene.strict) {
      context.wrong(
        path,
        `${address} belongs to no backend (strictBackends: true); add a backend with this address`,
      );
      continue;
    }
    const name = freeName(record.setIdentifier, address, taken);
    taken.add(name);
    found.push({
      name,
      addresses: [address],
      targetShare: null,
      region: null,
      zone: null,
      server: null,
    });
    context.note(
      path,
      `${address}, answered for ${record.name}, belongs to no backend; its requests are counted as backend "${name}"`,
    );
  }
  return found;
}

function freeName(setIdentifier: string, address: string, taken: ReadonlySet<string>): string {
  const isFree = (name: string) => nameSchema.safeParse(name).success && !taken.has(name);
  return [setIdentifier, address].find(isFree) ?? `address-${address}`;
}

/** Addresses that look-ups can be answered with: those of the zones' records, of the events' changes, of their new records. */
function answered({ zones, clients, events }: Scene, context: Context): Answered[] {
  const { paths } = zones;
  const created = createdRecords(events);
  const shares = lookupShares(clients);
  const lookups = [...shares, ...triesOf(clients, shares)];
  const groups = [zones.zones, grownZones(zones, events)].flatMap((state) =>
    lookups.map(({ name, type }) => endsOf(state, name, type)),
  );
  const records = [...new Set(groups.flat())];
  const written = records.flatMap((record) => {
    const path = (paths.get(record) ?? created.get(record)) as Path;
    return record.values.map((address, i) => ({
      address,
      record,
      path: at(context.tree, [...path, 'value']) ? [...path, 'value'] : [...path, 'values', i],
    }));
  });
  const changed = events.flatMap(({ event, path }) => {
    if (event.verb !== 'set') return [];
    const record = records.find(
      ({ name, type, setIdentifier }) =>
        name === event.record.name &&
        type === event.record.type &&
        setIdentifier === (event.record.setIdentifier ?? setIdentifier),
    );
    return record && event.change.value !== undefined
      ? [{ address: event.change.value, record, path: [...path, 'set', 'value'] }]
      : [];
  });
  return [...written, ...changed];
}

/** The record sets that events bring, and where they were written. */
function createdRecords(events: readonly PlacedEvent[]): Map<RecordSpec, Path> {
  const created = new Map<RecordSpec, Path>();
  for (const { event, path } of events) {
    if (event.verb === 'addBackend')
      for (const [i, record] of event.records.entries())
        created.set(record, [...path, 'addBackend', 'records', i]);
    else if (event.verb === 'change')
      for (const [i, { record }] of event.changes.entries())
        created.set(record, [...path, 'change', 'changes', i, 'record']);
  }
  return created;
}
