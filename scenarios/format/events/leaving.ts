/** Backends that leave the records: the change batch that takes them out, and the one that puts them back. */
import type { BatchedChange, RecordSpec } from '../../../sim/scenario.ts';
import { checkZonesAfter } from '../resolve/zone-after.ts';
import { isTargetOfBalancer } from './registering.ts';
import type { Scene } from './verb.ts';

export interface Leaving {
  /** Each record set without what leads to the backends; deleted where nothing else is in it. */
  readonly out: readonly BatchedChange[];
  /** The same record sets as they were. */
  readonly back: readonly BatchedChange[];
}

/** Whether record sets answer with a backend at that time. */
export function isAnswered(backend: string, { backends, zones, initial, isDrawn }: Scene): boolean {
  const addresses = backends.find(({ name }) => name === backend)?.addresses ?? [];
  return (isDrawn ? initial : zones).zones.some(({ records }) =>
    records.some(({ values }) => values.some((value) => addresses.includes(value))),
  );
}

/** Undefined, and reported, when no record answers with them, or a name would be left without any. */
export function leave(leavers: readonly string[], scene: Scene): Leaving | undefined {
  const { context, path } = scene;
  const { zones } = (scene.isDrawn ? scene.initial : scene.zones) as Scene['zones'];
  const addresses = new Set(
    scene.backends.filter(({ name }) => leavers.includes(name)).flatMap((one) => one.addresses),
  );
  const records = zones.flatMap((zone) => zone.records);
  const leads = (value: string) => addresses.has(value);
  const concerned = records.filter(({ values }) => values.some(leads));
  if (concerned.length === 0) {
    const isTarget = leavers.every((leaver) => isTargetOfBalancer(leaver, scene));
    const way = isTarget ? '; a balancer has it: write deregister: balancer' : '';
    context.wrong(path, `no record answers with ${leavers.join(', ')} at that time${way}`);
    return undefined;
  }
  const emptied = concerned.find((record) =>
    records.filter((other) => isOfOne(record, other)).every(({ values }) => values.every(leads)),
  );
  if (emptied) {
    context.wrong(
      path,
      `${emptied.name} would be left without an address; take out fewer at once, or keep the records`,
    );
    return undefined;
  }
  const out = concerned.map((record): BatchedChange => {
    const values = record.values.filter((value) => !leads(value));
    return values.length > 0
      ? { action: 'upsert', record: { ...record, values } }
      : { action: 'delete', record };
  });
  const placed = out.map(({ action, record }) => ({ action, record, path, isSound: true }));
  checkZonesAfter({ verb: 'change', changes: out }, placed, scene);
  return { out, back: concerned.map((record) => ({ action: 'upsert', record })) };
}

const isOfOne = (a: RecordSpec, b: RecordSpec) => a.name === b.name && a.type === b.type;
