/** What the Route 53 API refuses in the groups of several policies alike. */
import type { RecordSpec } from '../../scenario.ts';
import type { GroupProblem } from './policy.ts';

/** Types that the API knows in simple routing only (API:ResourceRecordSet.Type). */
const SIMPLE_ONLY = ['SOA', 'NS', 'DS'];

export function notSimpleOnly(group: readonly RecordSpec[], routing: string): GroupProblem[] {
  return group.flatMap(({ type }, record) =>
    SIMPLE_ONLY.includes(type)
      ? [{ record, key: 'type', message: `${routing} records cannot have type ${type}` }]
      : [],
  );
}

/** Quotas of record sets for one name and type (DG:DNSLimitations). */
export function withinQuota(
  group: readonly RecordSpec[],
  routing: string,
  quota: number,
): GroupProblem[] {
  const message = `${group.length} ${routing} record sets for one name and type: the quota is ${quota}`;
  return group.length > quota ? [{ record: quota, key: 'name', message }] : [];
}

/**
 * No two record sets of a group for one thing, in the API's words (seen in terraform-provider-aws#1668).
 *
 * @param of what a record set is for, in Route 53's words, such as `region=us-east-1`
 */
export function oneEach(
  group: readonly RecordSpec[],
  key: string,
  routing: string,
  of: (record: RecordSpec) => string,
): GroupProblem[] {
  const seen = new Set<string>();
  return group.flatMap((record, i) => {
    const what = of(record);
    const isNew = !seen.has(what);
    seen.add(what);
    if (isNew) return [];
    const { name, type, setIdentifier } = record;
    const message =
      `RRSet with DNS name ${name}., type ${type}, SetIdentifier ${setIdentifier}, and ${what} cannot be created because ` +
      `a ${routing} RRSet with the same name, type and ${key} already exists; give each ${routing} record set its own`;
    return [{ record: i, key, message }];
  });
}
