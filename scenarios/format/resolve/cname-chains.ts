/** Where a name that clients look up leads to: what is wrong with the way, and whether there is nothing at its end. */
import type { NameAndType } from '../../../sim/authority/question.ts';
import { linkOf } from '../../../sim/authority/tree.ts';
import { closestZone, find } from '../../../sim/authority/zone.ts';
import { MOST_LINKS } from '../../../sim/resolvers/responses.ts';
import type { ZoneSpec } from '../../../sim/scenario.ts';
import { quoted } from '../printable.ts';

export interface Way {
  /** What no resolver gets through; null: nothing. */
  readonly fault: string | null;
  /** Why every look-up that gets to some end of it fails; null: all ends have addresses. */
  readonly remark: string | null;
}

/** @param zones all that answer; the name itself is in one of them */
export function wayFrom(asked: NameAndType, zones: readonly ZoneSpec[]): Way {
  return follow([asked.name], asked.type, zones);
}

function follow(names: readonly string[], type: string, zones: readonly ZoneSpec[]): Way {
  const name = names.at(-1) as string;
  const way = names.map((one) => quoted(one)).join(' leads to ');
  if (names.indexOf(name) < names.length - 1)
    return { fault: `${way}: a circle, which no resolver gets out of`, remark: null };
  if (names.length > MOST_LINKS + 1)
    return {
      fault: `${way}: more CNAMEs than the ${MOST_LINKS} that resolvers follow`,
      remark: null,
    };
  if (!closestZone(zones, name))
    return {
      fault: `${way}, which is in no zone of this scenario; add it to external, or its zone`,
      remark: null,
    };
  const { code, zone, group } = find(zones, name, type);
  const cnames = group.filter((record) => record.type === 'CNAME' && record.alias === null);
  if (code !== 'NOERROR' || type === 'CNAME' || cnames.length === 0)
    return { fault: null, remark: code === 'NOERROR' ? null : lacks(names, code, zone, type) };
  const ways = cnames.map(({ values: [target] }) =>
    follow([...names, linkOf(target as string)], type, zones),
  );
  const wrong = ways.find(({ fault }) => fault !== null);
  return wrong ?? { fault: null, remark: ways.find(({ remark }) => remark)?.remark ?? null };
}

function lacks(names: readonly string[], code: string, zone: ZoneSpec, type: string): string {
  const name = names.at(-1) as string;
  const why =
    code === 'NXDOMAIN' ? `does not exist in the zone ${zone.name}` : `has no ${type} record`;
  const way = names.length === 1 ? '' : `${names[0]} leads to ${name}: `;
  return `${way}${name} ${why}: every look-up of it fails (${code})`;
}
