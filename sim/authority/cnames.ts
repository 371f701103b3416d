/** CNAMEs on the way from names that clients look up, as the records are at time 0. */
import type { BalancerSpec, ExternalRecord, RecordSpec, ZoneSpec } from '../scenario.ts';
import { answeringZones } from './external.ts';
import type { NameAndType } from './question.ts';
import { grow, linkOf, recordsIn } from './tree.ts';
import { find } from './zone.ts';

interface Records {
  readonly zones: readonly ZoneSpec[];
  readonly external: readonly ExternalRecord[];
  readonly balancers?: readonly BalancerSpec[];
}

/** The CNAME records that may answer a question. */
function cnamesOf(zones: readonly ZoneSpec[], { name, type }: NameAndType): RecordSpec[] {
  return recordsIn(grow(find(zones, name, type))).filter(
    (record) => record.type === 'CNAME' && type !== 'CNAME',
  );
}

/** Every question that CNAMEs may lead to from one, itself first, each with the CNAMEs that may answer it. */
export function waysFrom(
  records: Records,
  asked: NameAndType,
): { readonly asked: NameAndType; readonly cnames: readonly RecordSpec[] }[] {
  const zones = answeringZones(records);
  const ways = [{ asked, cnames: cnamesOf(zones, asked) }];
  for (const { cnames } of ways) {
    for (const { values } of cnames) {
      const next = { name: linkOf(values[0] as string), type: asked.type };
      if (!ways.some((way) => way.asked.name === next.name))
        ways.push({ asked: next, cnames: cnamesOf(zones, next) });
    }
  }
  return ways;
}

/**
 * Whether all names of a chain are asked for together for ever: one CNAME after the other, all TTLs one, and nobody
 * comes to any of them on another way.
 */
export function areInStep(records: Records, asked: readonly NameAndType[]): boolean {
  const zones = answeringZones(records);
  const reached = asked.map((one) => waysFrom(records, one));
  const all = reached.flat().map((way) => `${way.asked.name} ${way.asked.type}`);
  return reached.every((ways) => {
    if (ways.length === 1) return true;
    const ttls = ways.flatMap(({ asked: { name, type } }) => {
      const sets = recordsIn(grow(find(zones, name, type))).filter(({ alias }) => alias === null);
      return sets.length === 0 ? [Number.NaN] : sets.map(({ ttl }) => ttl);
    });
    return (
      ways.every(({ cnames }) => cnames.length <= 1) &&
      ttls.every((ttl) => ttl === ttls[0]) &&
      ways.every(
        (way) => all.filter((one) => one === `${way.asked.name} ${way.asked.type}`).length === 1,
      )
    );
  });
}
