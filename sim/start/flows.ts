/** How often each cache entry is asked at the start: the rates that its closed form needs. */
import type { NameAndType } from '../authority/question.ts';
import { arrivalProcesses } from '../clients/arrivals/index.ts';
import { typesLedBy } from '../clients/families.ts';
import type { Group } from '../clients/group.ts';
import { holdsList, intervalOf, lifeOf } from '../clients/own-caches.ts';
import { askedInTurn } from '../clients/searching.ts';
import { requestsOf } from '../clients/session-draws.ts';
import { recordTypesOf } from '../ip-address.ts';
import { byName } from '../plugin.ts';
import { meanOf } from '../random/index.ts';
import type { ClientSubnets } from '../resolvers/client-subnets.ts';
import type { Entries } from '../resolvers/entries.ts';
import { hashed, type Topology } from '../resolvers/topology.ts';
import type { ClientGroup, Pool, ResolverGroup, ZoneSpec } from '../scenario.ts';
import type { PerSecond, Seconds } from '../settings.ts';
import { shareOfWhole } from './asked-in-peace.ts';

/**
 * Arrivals per second of a client group; where clients wait for their requests, as if those took no time.
 *
 * @param at when, where the rate is known to change with time; left out: on average
 */
export function arrivalRateOf(
  { arrivals: { name, settings, perClient }, count }: ClientGroup,
  at?: Seconds,
): PerSecond {
  const { meanRate, rateAt, thinkTime } = byName(arrivalProcesses, name);
  const rate = at === undefined || !rateAt ? meanRate(settings) : rateAt(settings, at);
  return rate * (thinkTime || perClient ? (count ?? 1) : 1);
}

/** Requests per second of a client group. */
export function rateOf(group: ClientGroup, at?: Seconds): PerSecond {
  return arrivalRateOf(group, at) * (group.session ? requestsOf(group.session) : 1);
}

/** How often a second its clients want an address: for each request, or for each session that keeps to one. */
export function wantRateOf(group: ClientGroup, at?: Seconds): PerSecond {
  return group.session?.lookup === 'perSession' ? arrivalRateOf(group, at) : rateOf(group, at);
}

/** Rate at which one client asks its resolver for one name, its cache and connections considered. */
export function lookupRate(
  perClient: PerSecond,
  { behaviour: { dns, pool, reresolve } }: ClientGroup,
): PerSecond {
  if (holdsList(reresolve)) return 0;
  const interval = intervalOf(reresolve);
  if (interval !== null) return 1 / interval;
  if (pool?.alwaysOn) return pool.maxAge ? pool.alwaysOn / meanOf(pool.maxAge) : 0;
  const unpooled = pool ? perClient * newConnections(perClient, pool) : perClient;
  if (unpooled === 0) return 0;
  // Of a TTL a client may see as little as nothing remain.
  const life = dns.kind === 'ttl' ? 0 : lifeOf(dns, 0);
  return unpooled / (1 + unpooled * life);
}

/** Part of a client's requests that no connection carries: after a gap too long, or when one is too old or used up. */
function newConnections(perClient: PerSecond, { idle, maxAge, maxRequests }: Pool): number {
  const afterGaps = Math.exp(-perClient * idle);
  const aged = maxAge ? 1 / (1 + perClient * meanOf(maxAge)) : 0;
  return Math.max(afterGaps, aged, 1 / maxRequests);
}

/** A client group and the members that it asks; without the number of its first client, shards are taken to share evenly. */
export type Asking = Pick<Group, 'spec' | 'weights' | 'memberOf' | 'nameRows'> &
  Partial<Pick<Group, 'firstRow' | 'activity' | 'servers' | 'asked' | 'searched'>>;

/** What the rates of entries depend on besides who asks. */
export interface RateOptions {
  /** When; left out: on average. */
  readonly at?: Seconds;
  /**
   * Seconds that a forwarder of a group keeps what it holds of a question, however little of its TTL is left; 0: its
   * entries expire with the one above.
   */
  readonly ownLife?: (group: number, question: number) => Seconds;
  /** Questions that a look-up of one reaches, itself and those that CNAMEs lead to, and with what chance. */
  readonly reached?: (question: number) => readonly Reached[];
  /** Where entries are kept apart by client subnet. */
  readonly entries?: Entries;
  readonly subnets?: ClientSubnets;
}

export interface Reached {
  readonly question: number;
  readonly chance: number;
}

interface Rates {
  readonly topology: Topology;
  readonly entries: Pick<Entries, 'of' | 'count'>;
  readonly rates: Float64Array;
}

/**
 * Queries per second at each entry (shard × questions + question), from clients and from forwarders below.
 *
 * @param asked rate at which one client of a group asks its resolver for one name
 */
export function entryRates(
  groups: readonly Asking[],
  topology: Topology,
  questions: number,
  asked = lookupRate,
  options: RateOptions = {},
): Float64Array {
  const entries = options.entries ?? {
    count: topology.shards * questions,
    of: (shard: number, question: number) => shard * questions + question,
  };
  const rates = new Float64Array(entries.count);
  const into = { topology, entries, rates };
  for (const [row, group] of groups.entries()) addClients(row, group, asked, options, into);
  for (const { group, of } of childrenFirst(topology, questions))
    for (const question of of) addForwarded(group, question, options, into);
  return rates;
}

function addClients(
  row: number,
  group: Asking,
  lookups: typeof lookupRate,
  { at, reached = (question) => [{ question, chance: 1 }], subnets }: RateOptions,
  into: Rates,
): void {
  const { spec } = group;
  const { topology } = into;
  const members = new Float64Array(topology.members);
  const { asked: inPeace = null, servers = null } = group;
  if (inPeace !== null) members.set(inPeace);
  else if (spec.count === null) members.set(group.weights);
  else
    for (const member of group.memberOf)
      members[member] = (members[member] as number) + 1 / spec.count;
  const isHashed = topology.groups.some(
    ({ behaviour }) => behaviour.shards > 1 && behaviour.shardPick === 'client',
  );
  const sends = topology.groups.some((_, asked) => subnets?.of(row, asked) != null);
  group.nameRows.forEach((name, own) => {
    const visited = askedInTurn(group.searched, own, name).flatMap(reached);
    const { share } = spec.lookup[own % spec.lookup.length] as { share: number };
    const rate = wantRateOf(spec, at) * share;
    const askFor = (client: number, first: number, each: PerSecond) => {
      const asked =
        inPeace && servers ? servers.askedInPeace(client) : [{ member: first, part: 1 }];
      for (const { member, part } of asked) {
        const subnet = subnets?.ofClient(row, groupOfMember(topology, member), client) ?? -1;
        const asker = (group.firstRow as number) + client;
        for (const { question, chance } of visited)
          spread(part * each * chance, member, question, subnet, into, asker);
      }
    };
    const { activity } = group;
    if (activity && group.firstRow !== undefined) {
      for (const [client, member] of group.memberOf.entries())
        askFor(client, member, lookups(rate * (activity[client] as number), spec));
      return;
    }
    const each = spec.count === null ? 0 : lookups(rate / spec.count, spec);
    const total = spec.count === null ? rate : spec.count * each;
    if (spec.count !== null && group.firstRow !== undefined && (isHashed || sends)) {
      for (const [client, member] of group.memberOf.entries()) askFor(client, member, each);
      return;
    }
    for (const { question, chance } of visited) {
      members.forEach((part, member) => {
        const asked = groupOfMember(topology, member);
        const rows = subnets?.of(row, asked) ?? null;
        if (rows === null) spread(part * total * chance, member, question, -1, into);
        else
          subnets?.sharesOf(row, asked).forEach((of, i) => {
            spread(part * total * chance * of, member, question, rows[i] as number, into);
          });
      });
    }
  });
}

function groupOfMember({ groupOfShard, firstShard }: Topology, member: number): number {
  return groupOfShard[firstShard[member] as number] as number;
}

/** Spreads the queries at a member over its shards; those of one `asker` may all go to one. */
function spread(
  rate: PerSecond,
  member: number,
  question: number,
  subnet: number,
  { topology, entries, rates }: Rates,
  asker: number | null = null,
): void {
  if (rate === 0) return;
  const first = topology.firstShard[member] as number;
  const shards = topology.shardsOf(member);
  const { shardPick } = (topology.groups[topology.groupOfShard[first] as number] as ResolverGroup)
    .behaviour;
  const key = shardPick === 'name' ? question : shardPick === 'client' ? asker : null;
  for (let s = 0; s < shards; s++) {
    const part = key === null ? 1 / shards : hashed(key, shards) === s ? 1 : 0;
    const entry = entries.of(first + s, question, subnet);
    rates[entry] = (rates[entry] as number) + rate * part;
  }
}

/** A group, and the questions for which its turn has come. */
interface Turn {
  readonly group: number;
  readonly of: readonly number[];
}

/** Groups by question so that each comes before whom it asks: those farthest from the authority first. */
export function childrenFirst(topology: Topology, questions: number): Turn[] {
  return inTurn(topology, questions, (groups) => groups);
}

/** Groups by question so that each comes after whom it asks. */
export function parentsFirst(topology: Topology, questions: number): Turn[] {
  return inTurn(topology, questions, (groups) => groups.reverse());
}

/** All questions at once; where they are routed by suffix, one after the other. */
function inTurn(
  topology: Topology,
  questions: number,
  arrange: (farthestFirst: number[]) => number[],
): Turn[] {
  const groupsFor = (question: number) => {
    const depths = topology.groups.map((_, group) => topology.depthOf(group, question));
    const byDepth = topology.groups
      .map((_, group) => group)
      .sort((a, b) => (depths[b] as number) - (depths[a] as number) || a - b);
    return arrange(byDepth);
  };
  const all = Array.from({ length: questions }, (_, question) => question);
  return topology.routesBySuffix
    ? all.flatMap((question) => groupsFor(question).map((group) => ({ group, of: [question] })))
    : groupsFor(0).map((group) => ({ group, of: all }));
}

function addForwarded(
  group: number,
  question: number,
  { ownLife = () => 0, entries, subnets }: RateOptions,
  into: Rates,
): void {
  const { topology, rates } = into;
  const upstream = topology.upstreamOf(group, question);
  if (upstream < 0) return;
  const { upstreamPick } = topology.groups[group] as ResolverGroup;
  const first = topology.firstOfWhole(upstream);
  const count = topology.countOfWhole(upstream);
  const forward = (entry: number, shard: number, subnet: number) => {
    const asked = rates[entry] as number;
    const rate = asked / (1 + asked * ownLife(group, question));
    const above = subnets?.above(subnet, upstream) ?? -1;
    if (upstreamPick === 'query') {
      for (let m = 0; m < count; m++) spread(rate / count, first + m, question, above, into, shard);
    } else spread(rate, topology.fixedUpstream(shard, question), question, above, into, shard);
  };
  if (entries) {
    for (const entry of entries.ofGroup(group, [question]))
      forward(entry, entries.shardOf(entry), entries.subnetOf(entry));
    return;
  }
  const [from, to] = topology.shardsOfGroup(group);
  for (let shard = from; shard < to; shard++)
    forward(into.entries.of(shard, question, -1), shard, -1);
}

/**
 * Every name and type looked up and its part of all requests, which follow one answer each.
 *
 * @param zones that answer; null: clients of both families are taken to follow IPv6
 */
export function lookupShares(
  groups: readonly ClientGroup[],
  zones: readonly ZoneSpec[] | null = null,
): (NameAndType & { readonly share: number })[] {
  const rates = new Map<string, { name: string; type: string; rate: PerSecond }>();
  for (const group of groups) {
    for (const { name, share } of group.lookup) {
      const types = zones ? typesLedBy(zones, name, group.family) : recordTypesOf(group.family);
      for (const [i, type] of types.entries()) {
        const known = rates.get(`${name} ${type}`) ?? { name, type, rate: 0 };
        known.rate += i === 0 ? share * rateOf(group) : 0;
        rates.set(`${name} ${type}`, known);
      }
    }
  }
  const total = [...rates.values()].reduce((sum, { rate }) => sum + rate, 0);
  return [...rates.values()].map(({ name, type, rate }) => ({
    name,
    type,
    share: total > 0 ? rate / total : 1 / rates.size,
  }));
}

/**
 * Part of a client group at each member, over the members of all resolver groups. What goes to the parts of a mix goes
 * to its members as popular as they are in this replication.
 */
export function groupWeights(
  spec: ClientGroup,
  topology: Topology,
  weights: readonly Float64Array[],
): Float64Array {
  const all = new Float64Array(topology.members);
  for (const use of spec.resolvers) {
    const group = topology.groups.findIndex((other) => other.name === use.group);
    const share = shareOfWhole(use, spec, topology);
    const first = topology.firstMember[group] as number;
    (weights[group] as Float64Array).forEach((weight, i) => {
      all[first + i] = (all[first + i] as number) + weight * share;
    });
  }
  return all;
}
