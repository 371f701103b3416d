/**
 * Flows: the requests of clients of one kind at one cache entry. Poisson requests dealt at random stay Poisson, so
 * a flow is a Poisson process of its own, independent of every other (model.md part 5).
 */
import { partOf } from '../clients/activity.ts';
import type { Group } from '../clients/group.ts';
import { hashed, type Topology } from '../resolvers/topology.ts';
import type { ResolverGroup } from '../scenario.ts';
import type { PerSecond } from '../settings.ts';
import { rateOf } from '../start/flows.ts';
import { kindOf, newClientKinds, type SourceKind } from './sources.ts';

export interface Flow {
  readonly group: Group;
  readonly groupRow: number;
  readonly shard: number;
  /** The name looked up, by the group's own numbering and by everyone's. */
  readonly name: number;
  readonly nameRow: number;
  rate: PerSecond;
  /** Of what the group makes. */
  readonly part: number;
  /** How its clients sort what they get; null: not at all. */
  readonly keys: Float64Array | null;
  /** The address of one of its clients. */
  readonly source: number;
}

/** Whether each client of a group is a cache or a connection of its own. */
export function remembers({ spec, keepsAnswers }: Group): boolean {
  return keepsAnswers || (spec.count !== null && spec.behaviour.pool !== null);
}

/**
 * The flows of clients that remember nothing, by cache entry (shard × names + name).
 *
 * @param numbers IPv4 addresses as numbers, by address row
 */
export function flowsByEntry(
  groups: readonly Group[],
  topology: Topology,
  names: number,
  numbers: Float64Array,
): ReadonlyMap<number, readonly Flow[]> {
  const byEntry = new Map<number, Flow[]>();
  for (const [groupRow, group] of groups.entries()) {
    if (remembers(group)) continue;
    group.spec.lookup.forEach(({ share }, own) => {
      const nameRow = group.nameRows[own] as number;
      const rates =
        group.spec.count === null
          ? newClients(group, nameRow, topology, numbers)
          : knownClients(group, nameRow, topology, numbers);
      for (const { shard, part, kind } of rates.values()) {
        const flow = {
          group,
          groupRow,
          shard,
          name: own,
          nameRow,
          rate: rateOf(group.spec) * share * part,
          part: share * part,
          keys: kind.keys,
          source: kind.source,
        };
        const entry = shard * names + nameRow;
        const others = byEntry.get(entry);
        if (flow.rate === 0 && !group.isShadow) continue;
        if (others) others.push(flow);
        else byEntry.set(entry, [flow]);
      }
    });
  }
  return byEntry;
}

/** The part of a group's requests that one kind of client sends to one shard. */
interface Part {
  readonly shard: number;
  readonly kind: SourceKind;
  part: number;
}
type Parts = Map<string, Part>;

function add(parts: Parts, shard: number, kind: SourceKind, part: number): void {
  const key = `${shard} ${kind.name}`;
  const known = parts.get(key);
  if (known) known.part += part;
  else parts.set(key, { shard, kind, part });
}

/** Every request is a new client: any member by weight, any shard, any source address. */
function newClients(group: Group, name: number, topology: Topology, numbers: Float64Array): Parts {
  const parts: Parts = new Map();
  const kinds = newClientKinds(group, numbers);
  group.weights.forEach((weight, member) => {
    if (weight === 0) return;
    for (const shard of shardsAsked(topology, member, -1, name))
      for (const { kind, share } of kinds) add(parts, shard.row, kind, weight * shard.part * share);
  });
  return parts;
}

function knownClients(
  group: Group,
  name: number,
  topology: Topology,
  numbers: Float64Array,
): Parts {
  const parts: Parts = new Map();
  group.memberOf.forEach((member, client) => {
    const kind = kindOf(group, client, numbers);
    for (const shard of shardsAsked(topology, member, group.firstRow + client, name))
      add(parts, shard.row, kind, partOf(shard.part, group, client));
  });
  return parts;
}

/** The shards of `member` that `asker` (−1: someone new each time) asks for a name, and how often each. */
function shardsAsked(
  topology: Topology,
  member: number,
  asker: number,
  name: number,
): { readonly row: number; readonly part: number }[] {
  const first = topology.firstShard[member] as number;
  const count = topology.shardsOf(member);
  const { shardPick } = (topology.groups[topology.groupOfShard[first] as number] as ResolverGroup)
    .behaviour;
  if (count === 1) return [{ row: first, part: 1 }];
  if (shardPick === 'name') return [{ row: first + hashed(name, count), part: 1 }];
  if (shardPick === 'client' && asker >= 0) return [{ row: first + hashed(asker, count), part: 1 }];
  return Array.from({ length: count }, (_, i) => ({ row: first + i, part: 1 / count }));
}
