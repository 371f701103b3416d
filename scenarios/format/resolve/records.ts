import { canonicalAddress, isAddress } from '../../../sim/ip-address.ts';
import type { AliasTarget, BalancerSpec, RecordSpec } from '../../../sim/scenario.ts';
import { ipv4 } from '../../../sim/settings.ts';
import { absolute, canonical, faultOf } from '../names.ts';
import { quoted } from '../printable.ts';
import type { RecordInput } from '../schema/zone.ts';
import type { Path } from '../tree.ts';
import { dnsNameMeant } from './balancer-names.ts';
import type { Context } from './context.ts';

const RECORD_KEYS: ReadonlySet<string> = new Set([
  'name',
  'type',
  'ttl',
  'routing',
  'setIdentifier',
  'value',
  'values',
  'alias',
  'healthCheck',
]);

/** Values of a record set (Developer Guide: DNSLimitations). */
const MOST_VALUES = 400;

interface Surroundings {
  /** Absolute. */
  readonly zone: string;
  readonly defaultTtl: number | undefined;
  /** What an alias may lead to besides. */
  readonly balancers: readonly BalancerSpec[];
  readonly path: Path;
  readonly context: Context;
}

/** A record set and where it was written. */
export interface Placed {
  readonly record: RecordSpec;
  readonly path: Path;
  /** Whether nothing is wrong with the record set by itself. */
  readonly isSound: boolean;
}

/** One record set, checked on its own; null when it has no name to look it up by. */
export function resolveRecord(
  input: RecordInput,
  { zone, defaultTtl, balancers, path, context }: Surroundings,
): Placed | null {
  const before = context.objections;
  const name = absolute(input.name, zone);
  const fault =
    faultOf(name) ??
    (name === zone || name.endsWith(`.${zone}`)
      ? null
      : `${quoted(name)} is not in the zone ${quoted(zone)}`);
  if (fault) context.wrong([...path, 'name'], fault);
  const alias = input.alias
    ? aliasOf(input, input.alias, { zone, balancers, path, context })
    : null;
  const ttl = alias ? 0 : (input.ttl ?? defaultTtl);
  if (ttl === undefined)
    context.wrong([...path, 'ttl'], 'expected a TTL, here or as the ttl of the zone');
  const values = alias ? [] : valuesOf(input, path, context);
  checkValues(input.type, values, path, context);
  if (fault) return null;
  const record = {
    name,
    type: input.type,
    ttl: ttl ?? 0,
    routing: input.routing ?? 'simple',
    setIdentifier: input.setIdentifier ?? '',
    values: values.map(([value]) => canonicalValue(input.type, value)),
    alias,
    settings: Object.fromEntries(Object.entries(input).filter(([key]) => !RECORD_KEYS.has(key))),
    healthCheck: input.healthCheck ?? null,
  };
  return { record, path, isSound: context.objections === before && context.isIntact(path) };
}

/** An alias in the place of values and TTL, which Route 53 takes from its target. */
function aliasOf(
  { value, values, ttl, type }: RecordInput,
  { target, evaluateTargetHealth }: AliasTarget,
  { zone, balancers, path, context }: Omit<Surroundings, 'defaultTtl'>,
): AliasTarget {
  for (const key of ['value', 'values'] as const)
    if ({ value, values }[key] !== undefined)
      context.wrongKey(
        [...path, key],
        `Expected exactly one of [AliasTarget, all of [TTL, and ResourceRecords]], but found more than one; remove ${key} or alias`,
      );
  if (ttl !== undefined)
    context.wrongKey([...path, 'ttl'], 'an alias has the TTL of what it leads to; remove ttl');
  if (type === 'NS' || type === 'SOA')
    context.wrong([...path, 'type'], `${type} records cannot be aliases`);
  const name = dnsNameMeant(target, balancers) ?? absolute(target, zone);
  const fault = faultOf(name);
  if (fault) context.wrong([...path, 'alias', 'target'], fault);
  return { target: name, evaluateTargetHealth };
}

/** Each value with its path. */
export function valuesOf(
  { value, values }: Pick<RecordInput, 'value' | 'values'>,
  path: Path,
  context: Context,
): [string, Path][] {
  if (value !== undefined && values !== undefined)
    context.wrongKey([...path, 'values'], 'both value and values are given; keep one of them');
  if (value === undefined && values === undefined)
    context.wrong([...path, 'value'], 'expected a value, or a list of values');
  if (value !== undefined) return [[value, [...path, 'value']]];
  return (values ?? []).map((text, i) => [text, [...path, 'values', i]]);
}

export function checkValues(
  type: string,
  values: readonly [string, Path][],
  path: Path,
  context: Context,
): void {
  const seen = new Set<string>();
  for (const [value, at] of values) {
    const fault = faultOfValue(type, value);
    if (fault) context.wrong(at, fault);
    else if (seen.has(canonicalValue(type, value)))
      context.wrong(at, `${quoted(value)} is in this record set already; remove one of the two`);
    seen.add(canonicalValue(type, value));
  }
  if (values.length > MOST_VALUES)
    context.wrong(
      [...path, 'values'],
      `${values.length} values: a record set holds at most ${MOST_VALUES}`,
    );
  if ((type === 'CNAME' || type === 'SOA') && values.length > 1) {
    context.wrong(
      [...path, 'values'],
      `${values.length} values; a ${type} record holds exactly one`,
    );
  }
}

/** A value in the one text that stands for it: that of an IPv6 address, all others as written. */
export function canonicalValue(type: string, value: string): string {
  return type === 'AAAA' && isAddress(value) ? canonicalAddress(value) : value;
}

/** What is wrong with a value of a type, null when nothing is known to be. */
export function faultOfValue(type: string, value: string): string | null {
  if (type === 'A' && !ipv4.safeParse(value).success)
    return `expected an IPv4 address such as 192.0.2.1; found ${quoted(value)}`;
  if (type === 'AAAA' && (!value.includes(':') || !isAddress(value))) {
    return `expected an IPv6 address such as 2001:db8::1; found ${quoted(value)}`;
  }
  return type === 'CNAME' ? faultOf(canonical(value)) : null;
}
