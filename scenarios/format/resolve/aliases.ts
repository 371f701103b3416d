/** What Route 53 refuses about alias records: targets elsewhere or not there, circles, nests too deep. */
import { MOST_LEVELS } from '../../../sim/authority/tree.ts';
import { isWithin } from '../../../sim/authority/zone.ts';
import { familyOf, RECORD_TYPE } from '../../../sim/ip-address.ts';
import type { AliasTarget, BalancerSpec, RecordSpec } from '../../../sim/scenario.ts';
import { quoted } from '../printable.ts';
import { suggest } from '../suggest.ts';
import type { Context } from './context.ts';
import type { Placed } from './records.ts';

/** Load balancers, distributions, buckets, API gateways …: what else an alias may lead to; and what stands for one not deployed yet. */
const OF_AWS =
  /\.(?:amazonaws\.com(?:\.cn)?|cloudfront\.net|awsglobalaccelerator\.com|elasticbeanstalk\.com|invalid)$/;

interface Zone {
  readonly name: string;
  /** Whether all of its record sets are known: what is not there was not written. */
  readonly isComplete: boolean;
  readonly balancers: readonly BalancerSpec[];
}

type Alias = RecordSpec & { readonly alias: AliasTarget };

/**
 * @param placed the records to judge
 * @param all record sets of the zone
 */
export function checkAliases(
  placed: readonly Placed[],
  all: readonly RecordSpec[],
  zone: Zone,
  context: Context,
): void {
  const aliases = placed.filter(({ record, isSound }) => record.alias !== null && isSound);
  if (aliases.length === 0) return;
  const nest = new Nest(all);
  const inCircles = new Set<string>();
  for (const { record, path } of aliases) {
    const fault = faultOf(record as Alias, all, zone, nest, inCircles);
    if (
      !fault ||
      (!isWithin(record.alias?.target ?? '', zone.name) && !context.isIntact(['balancers']))
    )
      continue;
    const others = all.flatMap(({ name, type }) => (type === record.type ? [name] : []));
    const { target } = (record as Alias).alias;
    const isMissing = isWithin(target, zone.name) && !others.includes(target);
    context.wrong(
      [...path, 'alias', 'target'],
      fault,
      isMissing
        ? suggest(
            target,
            others.filter((name) => name !== record.name),
          )
        : undefined,
    );
  }
}

function faultOf(
  record: Alias,
  all: readonly RecordSpec[],
  { name: zone, isComplete, balancers }: Zone,
  nest: Nest,
  inCircles: Set<string>,
): string | null {
  const { target } = record.alias;
  const balancer = balancers.find(({ dnsName }) => dnsName === target);
  if (balancer) return faultOfBalancer(record, balancer);
  if (!isWithin(target, zone)) {
    if (OF_AWS.test(target))
      return `${quoted(target)} is a resource of AWS that this scenario does not have; a load balancer goes into balancers, with this dnsName`;
    return `${quoted(target)} is not in the zone ${zone}: an alias record set cannot reference a record set in a different hosted zone; write a CNAME`;
  }
  const key = keyOf(record);
  const below = `${target} ${record.type}`;
  if (!nest.has(below)) {
    if (!isComplete) return null;
    const other = all.find(({ name }) => name === target);
    const why = other ? `; it has ${other.type}, and an alias answers its own type only` : '';
    return `Tried to create an alias that targets ${target}., type ${record.type} in zone ${zone}., but that target was not found${why}`;
  }
  if (inCircles.has(key)) return null;
  const circle = nest.wayBack(below, key);
  if (circle) {
    for (const one of circle) inCircles.add(one);
    return `this alias leads back to itself: ${[key, ...circle].map((one) => one.split(' ')[0]).join(' → ')}`;
  }
  return nest.depthOf(below) === MOST_LEVELS
    ? `this alias leads through ${MOST_LEVELS + 1} levels of record sets; Route 53 permits up to ${MOST_LEVELS}, point it at one lower down`
    : null;
}

function faultOfBalancer({ type }: Alias, { name, nodes }: BalancerSpec): string | null {
  if (nodes.some(({ address }) => RECORD_TYPE[familyOf(address)] === type)) return null;
  return type === 'A' || type === 'AAAA'
    ? `no node of the balancer ${quoted(name)} has an address for type ${type}; give one an ${type === 'A' ? 'IPv4' : 'IPv6'} address`
    : `a balancer has addresses, which answer type A or AAAA, not ${type}`;
}

/** Which groups of record sets lead to which. */
class Nest {
  readonly #targets = new Map<string, Set<string>>();
  readonly #depths = new Map<string, number>();

  constructor(records: readonly RecordSpec[]) {
    for (const record of records) {
      const targets = this.#targets.get(keyOf(record)) ?? new Set<string>();
      this.#targets.set(keyOf(record), targets);
      if (record.alias) targets.add(`${record.alias.target} ${record.type}`);
    }
  }

  has(group: string): boolean {
    return this.#targets.has(group);
  }

  /** Groups on the way from one to another, both included; null: there is none. */
  wayBack(from: string, to: string, seen = new Set<string>()): string[] | null {
    if (from === to) return [to];
    if (seen.has(from)) return null;
    seen.add(from);
    for (const next of this.#targets.get(from) ?? []) {
      const way = this.wayBack(next, to, seen);
      if (way) return [from, ...way];
    }
    return null;
  }

  /** Levels from a group down, its own included; those of a circle count once. */
  depthOf(group: string): number {
    const known = this.#depths.get(group);
    if (known !== undefined) return known;
    this.#depths.set(group, 0);
    const below = [...(this.#targets.get(group) ?? [])].map((target) => this.depthOf(target));
    const depth = 1 + Math.max(0, ...below);
    this.#depths.set(group, depth);
    return depth;
  }
}

const keyOf = ({ name, type }: RecordSpec) => `${name} ${type}`;
