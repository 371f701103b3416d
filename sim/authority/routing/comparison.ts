/**
 * What the policies have in common that Route 53 does not offer: those of the literature on DNS as a load balancer
 * (Colajanni, Yu, Dias 1998), to compare with. They keep state from one answer to the next, and know how much load
 * stands behind whom they answer.
 */
import * as z from 'zod/mini';
import type { Stream } from '../../random/stream.ts';
import type { RecordSpec, ZoneSpec } from '../../scenario.ts';
import { AdaptedTtls, type AdaptiveTtl, adaptiveTtl } from './adaptive-ttl.ts';
import type { Asker, Chooser, GroupProblem } from './policy.ts';

const CAPACITY = 'expected a capacity, a number above 0';

/** Of every record of such a policy. `adaptiveTtl` is the group's, so one record may state it for all. */
export const comparisonFields = {
  adaptiveTtl: z.optional(adaptiveTtl),
  capacity: z.optional(z.number({ error: CAPACITY }).check(z.gt(0, { error: CAPACITY }))),
};

/** Types that only simple records can have, and CNAMEs, which a choice of one would break. */
const NOT_CHOSEN = ['SOA', 'NS', 'DS'];

/** What a setting of the group is: as some record states it. */
export function stated<T>(group: readonly RecordSpec[], key: string): T | null {
  const bearer = group.find(({ settings }) => settings[key] !== undefined);
  return (bearer?.settings[key] as T | undefined) ?? null;
}

export function checkComparison(
  group: readonly RecordSpec[],
  { usesCapacity, ofGroup }: { usesCapacity: boolean; ofGroup: readonly string[] },
): GroupProblem[] {
  const countsCapacity = usesCapacity || adaptsToCapacity(group);
  return group.flatMap((record, i) => [
    ...(record.ttl === group[0]?.ttl
      ? []
      : [{ record: i, key: 'ttl', message: `${record.routing} sets must have the same TTL` }]),
    ...(NOT_CHOSEN.includes(record.type)
      ? [
          {
            record: i,
            key: 'type',
            message: `${record.routing} records cannot have type ${record.type}`,
          },
        ]
      : []),
    ...ofGroup
      .filter((key) => isOther(record.settings[key], stated(group, key)))
      .map((key) => ({
        record: i,
        key,
        message: `another record set of ${record.name} ${record.type} states another ${key}; state it once`,
      })),
    ...(record.settings.capacity !== undefined && !countsCapacity
      ? [
          {
            record: i,
            key: 'capacity',
            message: `${record.routing} goes by capacities only with adaptiveTtl: { by: capacity } or { by: both }`,
          },
        ]
      : []),
  ]);
}

const isOther = (own: unknown, groups: unknown) =>
  own !== undefined && JSON.stringify(own) !== JSON.stringify(groups);

export function remarksOnComparison(group: readonly RecordSpec[]): GroupProblem[] {
  const [first] = group;
  if (!first) return [];
  const adaptive = stated<AdaptiveTtl>(group, 'adaptiveTtl');
  const alike = new Set(capacitiesOf(group)).size === 1;
  return [
    {
      record: 0,
      key: 'routing',
      message: `Route 53 has no ${first.routing} routing: it is here for comparison`,
    },
    ...(adaptive && adaptive.by !== 'source' && alike
      ? [
          {
            record: 0,
            key: 'adaptiveTtl',
            message: 'all record sets have the same capacity, so no TTL differs by it',
          },
        ]
      : []),
  ];
}

export function capacitiesOf(group: readonly RecordSpec[]): number[] {
  return group.map(({ settings }) => (settings.capacity as number | undefined) ?? 1);
}

/** TTLs of the group's answers; null: the records' own. */
export function adaptedTtls(group: readonly RecordSpec[]): AdaptedTtls | null {
  const adaptive = stated<AdaptiveTtl>(group, 'adaptiveTtl');
  const [first] = group;
  return adaptive && first
    ? new AdaptedTtls(adaptive, first.ttl, capacitiesOf(group), stated<number>(group, 'hotAbove'))
    : null;
}

/**
 * The chooser of a policy that answers with one record set.
 *
 * @param pick the row of the record set
 * @param byCapacity whether answers go to each in proportion to its capacity, rather than to all alike
 */
export function oneAtATime(
  group: readonly RecordSpec[],
  ttls: AdaptedTtls | null,
  pick: (asker: Asker, stream: Stream) => number,
  byCapacity: boolean,
): Chooser {
  const parts = byCapacity ? capacitiesOf(group) : group.map(() => 1);
  const total = parts.reduce((sum, part) => sum + part, 0);
  return {
    size: 1,
    choose(stream, asker, chosen) {
      chosen[0] = pick(asker, stream);
      return 1;
    },
    intended(share) {
      for (const [i, part] of parts.entries()) share[i] = (share[i] as number) + part / total;
    },
    ...(ttls ? { ttls } : {}),
  };
}

/** Whether TTLs go by capacity, so that answers need not. */
export function adaptsToCapacity(group: readonly RecordSpec[]): boolean {
  return (stated<AdaptiveTtl>(group, 'adaptiveTtl')?.by ?? 'source') !== 'source';
}

/** Sites of a zone that each go by a state of their own. */
export function sitesOf({ edgeState, edges }: ZoneSpec): number {
  return edgeState === 'shared' ? 1 : edges.count;
}
