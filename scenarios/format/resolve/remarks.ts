/** What Route 53 accepts of record sets, and does other than their writer may think. */
import type { RecordSpec } from '../../../sim/scenario.ts';
import type { Context } from './context.ts';
import { groupsOf } from './groups.ts';
import type { Placed } from './records.ts';
import { policyOf } from './zones.ts';

/** Advised for records with a health check (Developer Guide: best-practices-dns). */
const PROMPT_TTL = 60;
/** Record sets of a zone (Developer Guide: DNSLimitations). */
const QUOTA = 10_000;

/** Of groups with nothing wrong. */
export function remarkOnGroups(records: readonly Placed[], context: Context): void {
  if (records.length > QUOTA)
    context.note(
      (records[QUOTA] as Placed).path,
      `${records.length} record sets; Route 53's quota is ${QUOTA} a zone`,
    );
  for (const group of groupsOf(records)) {
    const { routing } = (group[0] as Placed).record;
    if (!group.every(({ record, isSound }) => isSound && record.routing === routing)) continue;
    const remarks = policyOf(routing)?.remarks?.(group.map(({ record }) => record)) ?? [];
    for (const { record, key, message } of remarks)
      context.note([...(group[record] as Placed).path, key], message);
    remarkOnTtl(group, context);
  }
}

/** Once a group. */
function remarkOnTtl(group: readonly Placed[], context: Context): void {
  const isSlow = ({ healthCheck, ttl, alias }: RecordSpec) =>
    healthCheck !== null && alias === null && ttl > PROMPT_TTL;
  const slow = group.find(({ record }) => isSlow(record));
  if (slow)
    context.note(
      [...slow.path, 'ttl'],
      `for records with a health check Route 53 advises a TTL of ${PROMPT_TTL} s or less: caches keep an unhealthy one for up to ${slow.record.ttl} s`,
    );
}
