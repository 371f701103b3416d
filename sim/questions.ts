/** What the authority is asked in a scenario, and from where. */

import { answeringZones } from './authority/external.ts';
import { type Origin, originOf } from './authority/origin.ts';
import type { NameAndType, Question } from './authority/question.ts';
import { editedZones, recordsBrought } from './authority/record-change.ts';
import { grow, linkOf, recordsIn } from './authority/tree.ts';
import { find, heedsSubnets } from './authority/zone.ts';

import { partsAnswered } from './clients/asked-groups.ts';

import { typesLedBy } from './clients/families.ts';
import { triesOf } from './clients/searching.ts';

import { ClientSubnets } from './resolvers/client-subnets.ts';
import { asks, facesAuthority, wayUp } from './resolvers/routes.ts';
import type { Block, ResolverBehaviour, ResolverGroup, Scenario } from './scenario.ts';
import { lookupShares, rateOf } from './start/flows.ts';

/** Where queries come from. */
export interface Origins {
  /** Different ones; at least one. */
  readonly rows: readonly Origin[];
  /** By resolver group: from where its members ask the authority; −1: they never do. */
  readonly ofGroup: Int32Array;
  /** Client subnets that resolvers send, and the origin of queries that carry them. */
  readonly subnets: ClientSubnets;
  readonly ofSubnet: Int32Array;
}

/** One origin for each place and subnet that the authority is asked from, or for. */
export function originsOf({
  clients,
  resolvers,
  network,
}: Pick<Scenario, 'clients' | 'resolvers' | 'network'>): Origins {
  const rows = new Map<string, number>();
  const origins: Origin[] = [];
  const rowOf = (from: { readonly place: string | null; readonly subnet: Block | null }) => {
    const key = JSON.stringify([from.place, from.subnet]);
    const row = rows.get(key) ?? rows.size;
    if (row === origins.length) origins.push(originOf(network, from));
    rows.set(key, row);
    return row;
  };
  const subnets = new ClientSubnets(clients, resolvers);
  for (const group of resolvers.flatMap((one) => authorityFacing(one, resolvers))) rowOf(group);
  return {
    ofGroup: Int32Array.from(resolvers, (group) => (facesAuthority(group) ? rowOf(group) : -1)),
    subnets,
    ofSubnet: Int32Array.from(subnets.rows, ({ place, block }) => rowOf({ place, subnet: block })),
    rows: origins,
  };
}

/** The groups that ask the authority for a group, for one name or another: itself, or some of those above it. */
export function authorityFacing(
  group: ResolverGroup,
  resolvers: readonly ResolverGroup[],
): ResolverGroup[] {
  const reached = new Set([group]);
  for (const at of reached) for (const above of resolvers) if (asks(at, above)) reached.add(above);
  return [...reached].filter(facesAuthority);
}

/** The origin of a query that a resolver group asks the authority, for a client subnet; −1: it sends none. */
export function originRow({ ofGroup, ofSubnet }: Origins, group: number, subnet: number): number {
  return (subnet < 0 ? ofGroup[group] : ofSubnet[subnet]) as number;
}

/**
 * Every question that clients put, in the order in which they first do; then those that search lists make of names, and
 * those that CNAMEs lead to.
 */
export function questionsOf(scenario: Scenario, origins: Origins): Question[] {
  const asked = lookupShares(scenario.clients, answeringZones(scenario)).map((looked) => ({
    ...looked,
    byOrigin: partsByOrigin(looked, scenario, origins),
  }));
  const nobody = origins.rows.map(() => 0);
  const others = besides(scenario, asked).map((one) => ({ ...one, share: 0, byOrigin: nobody }));
  return [...asked, ...others];
}

/** Whether caches of a behaviour may have to make room: they hold less than all that is asked in a scenario. */
export function mayEvict(
  { capacity, ecs }: ResolverBehaviour,
  scenario: Omit<Scenario, 'detail'>,
): boolean {
  if (capacity === undefined) return false;
  if (ecs !== null) return true;
  const asked = lookupShares(scenario.clients);
  return capacity < asked.length + besides(scenario, asked).length;
}

/** Questions that no request follows the answers to: names searched for in vain, and those that CNAMEs lead to. */
function besides(scenario: Omit<Scenario, 'detail'>, asked: readonly NameAndType[]): NameAndType[] {
  const tried = triesOf(scenario.clients, asked);
  return [...tried, ...linksOf(scenario, [...asked, ...tried])];
}

/** Questions that nobody puts but to which CNAMEs lead, whatever the records are changed to. */
function linksOf(
  { zones, external, balancers, events }: Omit<Scenario, 'detail'>,
  asked: readonly NameAndType[],
): NameAndType[] {
  const all = answeringZones({ zones, external, balancers });
  const grown = editedZones(all, { verb: 'addBackend', records: events.flatMap(recordsBrought) });
  const changed = events.flatMap((event) =>
    event.verb === 'set' && event.record.type === 'CNAME' ? (event.change.value ?? []) : [],
  );
  const seen = new Map(asked.map((one) => [`${one.name} ${one.type}`, one]));
  for (const { name, type } of seen.values()) {
    const found = [all, grown].flatMap((state) => recordsIn(grow(find(state, name, type))));
    const cnames = found.filter((record) => record.type === 'CNAME' && type !== 'CNAME');
    const targets = cnames.flatMap(({ values }) => values);
    for (const target of cnames.length > 0 ? [...targets, ...changed] : []) {
      const link = { name: linkOf(target), type };
      if (!seen.has(`${link.name} ${type}`)) seen.set(`${link.name} ${type}`, link);
    }
  }
  return [...seen.values()].slice(asked.length);
}

/** Of the requests that put a question, the part whose queries reach the authority from each origin. */
function partsByOrigin(
  { name: looked, type }: NameAndType,
  scenario: Scenario,
  origins: Origins,
): readonly number[] {
  const { clients, resolvers, zones } = scenario;
  const { rows } = origins;
  const heeded = heedsSubnets(zones, looked);
  const all = answeringZones(scenario);
  if (rows.length === 1) return [1];
  const parts = rows.map(() => 0);
  for (const [row, group] of clients.entries()) {
    if (typesLedBy(all, looked, group.family)[0] !== type) continue;
    const asked = group.lookup.find(({ name }) => name === looked)?.share ?? 0;
    for (const used of partsAnswered(group, resolvers)) {
      const resolver = resolvers.findIndex(({ name }) => name === used.group);
      const rate = asked * used.share * rateOf(group);
      for (const { origin, part } of originsAt(row, resolver, resolvers, origins, looked, heeded))
        parts[origin] = (parts[origin] as number) + part * rate;
    }
  }
  const total = parts.reduce((sum, part) => sum + part, 0);
  return parts.map((part) => (total > 0 ? part / total : 1 / rows.length));
}

export interface OriginPart {
  /** Row of the origin. */
  readonly origin: number;
  readonly part: number;
  /** Whether it is that of a client subnet sent along, and not of the resolver that asks. */
  readonly isSent: boolean;
}

/**
 * Where the queries of a client group at a resolver group reach the authority from, and the part of each.
 *
 * @param name asked for, absolute
 * @param heeded whether the zone goes by client subnets
 */
export function originsAt(
  clients: number,
  asked: number,
  resolvers: readonly ResolverGroup[],
  origins: Origins,
  name: string,
  heeded: boolean,
): OriginPart[] {
  const { subnets } = origins;
  const [, ...way] = wayUp(resolvers[asked] as ResolverGroup, name, resolvers).map((group) =>
    resolvers.indexOf(group),
  );
  const rows = heeded ? subnets.of(clients, asked) : null;
  const shares = rows ? subnets.sharesOf(clients, asked) : [1];
  return Array.from(rows ?? [-1], (row, i) => {
    let [group, subnet] = [asked, row];
    for (const above of way) {
      subnet = subnets.above(subnet, above);
      group = above;
    }
    const origin = originRow(origins, group, subnet);
    return { origin, part: shares[i] as number, isSent: subnet >= 0 };
  });
}
