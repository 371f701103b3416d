/**
 * Look-ups that clients made before the run and still live on: answers in their caches, lists they hold on to,
 * connections. What has no end was chosen anywhere in the scenario's `history` (model.md part 3).
 */
import { limitedPool } from '../backends/keep-alive.ts';
import { partOf } from '../clients/activity.ts';
import type { Group } from '../clients/group.ts';
import { holdsList, intervalOf, lifeOf } from '../clients/own-caches.ts';
import { goesRound } from '../clients/picks/pick.ts';
import { covering } from '../random/index.ts';
import type { Stream } from '../random/stream.ts';
import type { Pool } from '../scenario.ts';
import type { Seconds } from '../settings.ts';
import { pathUp } from './chains.ts';
import { endOf } from './cname-chains.ts';
import type { StartContext } from './context.ts';
import { lookupRate, wantRateOf } from './flows.ts';

/** A look-up that a client made before the run, whose outcome it still uses. */
export interface PastLookup {
  readonly at: Seconds;
  readonly group: Group;
  readonly row: number;
  /** Entries asked, from the one at the client's resolver on up. */
  readonly path: readonly number[];
  /** Requests per second of the client for the name. */
  readonly rate: number;
  /** Until when the client's cache serves it; not after `at`: it keeps none. */
  readonly cachedUntil: Seconds;
  /** Whether the client has looked up since, so that this is not its list. */
  readonly isSuperseded?: boolean;
  /** The connections it led to that are left. */
  readonly connections: readonly PastConnection[];
}

export interface PastConnection {
  readonly idleSince: Seconds;
  /** When it is too old to be used; Infinity: never. */
  readonly closesAt: Seconds;
  /** Requests it has carried. */
  readonly carried: number;
}

/** By the cache entry that asks the authority (shard × names + name). */
export function pastLookups(context: StartContext): Map<number, PastLookup[]> {
  const { groups, resolvers, stream, subnets, at } = context;
  const { topology, entries } = resolvers;
  const lookups = new Map<number, PastLookup[]>();
  for (const [groupRow, group] of groups.entries()) {
    const { spec } = group;
    if (spec.count === null || !livesOnThePast(group)) continue;
    const lives = group.nameRows.map((name) => lifeOfPast(context, group, name));
    for (let client = 0; client < spec.count; client++) {
      for (let own = 0; own < group.nameRows.length; own++) {
        const { share } = spec.lookup[own % spec.lookup.length] as { share: number };
        const rate = partOf(wantRateOf(spec, at) * share, group, client);
        const life = lives[own] as Seconds;
        const all = pastOf(context, group, client, own, rate, life);
        const outcomes = own < spec.lookup.length ? all : all.flatMap(keptAnswerOf);
        if (outcomes.length === 0) continue;
        const name = group.nameRows[own] as number;
        const member = memberAsked(group, client, stream);
        const shard = topology.shardFor(member, group.firstRow + client, name, stream);
        const asked = topology.groupOfShard[shard] as number;
        const subnet = subnets.ofClient(groupRow, asked, client);
        const question = endOf(context.authority, name, stream);
        const path = pathUp(resolvers, entries.of(shard, question, subnet), stream);
        const entry = path.at(-1) as number;
        const list = lookups.get(entry);
        const made = outcomes.map((outcome): PastLookup => ({ ...outcome, path }));
        if (list) list.push(...made);
        else lookups.set(entry, made);
      }
    }
  }
  return lookups;
}

/** The resolver that answered a client: any that it goes round; of those asked at once, the first. */
function memberAsked({ memberOf, servers }: Group, client: number, stream: Stream): number {
  if (servers?.pick !== 'rotate') return memberOf[client] as number;
  const asked = servers.askedInPeace(client);
  return (asked[stream.below(asked.length)] as { member: number }).member;
}

/** What is left of a look-up of the family that led to no connection. */
function keptAnswerOf<L extends Omit<PastLookup, 'path'>>(lookup: L): L[] {
  const { cachedUntil, at, group, isSuperseded } = lookup;
  const isKept = cachedUntil > at || group.timed !== null;
  return isKept && !isSuperseded ? [{ ...lookup, connections: [] }] : [];
}

/** A client that honours TTLs alone has forgotten everything after the lead-in. */
function livesOnThePast({ spec: { behaviour } }: Group): boolean {
  const { dns, pool, reresolve } = behaviour;
  return (
    dns.kind === 'fixed' ||
    dns.kind === 'scaled' ||
    pool !== null ||
    typeof reresolve === 'object' ||
    reresolve === 'never'
  );
}

/** The look-ups of a client that it still lives on. */
function pastOf(
  context: StartContext,
  group: Group,
  client: number,
  own: number,
  rate: number,
  life: Seconds,
): Omit<PastLookup, 'path'>[] {
  const interval = intervalOf(group.spec.behaviour.reresolve);
  if (interval !== null) return pastByTheClock(context, group, client, own, rate, interval, life);
  return pastLookupsOf(context, group, client, own, rate, life);
}

/** The last of its look-ups, an interval before the next; and the one behind its connection, if that was another. */
function pastByTheClock(
  context: StartContext,
  group: Group,
  client: number,
  own: number,
  rate: number,
  interval: Seconds,
  life: Seconds,
): Omit<PastLookup, 'path'>[] {
  const { timed, firstRow, nameRows, spec, pick } = group;
  const row = firstRow + client * nameRows.length + own;
  const phase = timed?.phases[row - firstRow] as number;
  const at = context.at - (1 - phase) * interval;
  const pool = spec.behaviour.pool && limitedPool(spec.behaviour.pool, context);
  const last = { at, group, row, rate, cachedUntil: at + life };
  const held: PastConnection[] = [];
  const earlier: Omit<PastLookup, 'path'>[] = [];
  for (const { opened, connection } of pool ? pastConnections(context, group, pool, rate) : []) {
    // The list in force when it was opened.
    const before = at - interval * Math.ceil((at - opened) / interval);
    const known = { group, row, rate, at: before, cachedUntil: before, isSuperseded: true };
    if (opened >= at || goesRound(pick)) held.push(connection);
    else earlier.push({ ...known, connections: [connection] });
  }
  return [...earlier, { ...last, connections: held }];
}

function pastLookupsOf(
  context: StartContext,
  group: Group,
  client: number,
  own: number,
  rate: number,
  life: Seconds,
): Omit<PastLookup, 'path'>[] {
  const { at, stream, history } = context;
  const { reresolve } = group.spec.behaviour;
  const pool = group.spec.behaviour.pool && limitedPool(group.spec.behaviour.pool, context);
  const row = group.firstRow + client * group.nameRows.length + own;
  const known = { group, row, rate };
  if (holdsList(reresolve) || life === Number.POSITIVE_INFINITY) {
    const chosen = at - history * stream.uniform();
    const connections = pool
      ? pastConnections(context, group, pool, rate).map(({ connection }) => connection)
      : [];
    return [{ ...known, at: chosen, cachedUntil: chosen + life, connections }];
  }
  if (pool) {
    if (reresolve === 'ttl') return [];
    return pastConnections(context, group, pool, rate).map(({ opened, connection }) => ({
      ...known,
      at: opened,
      cachedUntil: opened + life,
      connections: [connection],
    }));
  }
  const load =
    lookupRate(rate, {
      ...group.spec,
      behaviour: { ...group.spec.behaviour, dns: { kind: 'none' } },
    }) * life;
  if (stream.uniform() * (1 + load) >= load) return [];
  const filled = at - life * stream.uniform();
  return [{ ...known, at: filled, cachedUntil: filled + life, connections: [] }];
}

/** How long an answer is kept by a client that does not honour its TTL: of that, half remains on average. */
function lifeOfPast(
  { authority, resolvers }: StartContext,
  { spec, memberOf }: Group,
  name: number,
): Seconds {
  const { dns } = spec.behaviour;
  if (dns.kind === 'ttl') return 0;
  const { firstShard } = resolvers.topology;
  const asked = firstShard[memberOf[0] as number] as number;
  const origin = resolvers.originOf(resolvers.entries.of(asked, name, -1));
  const law = authority.ttlLaw(name, origin, asked);
  return lifeOf(dns, law.reduce((sum, { ttl, chance }) => sum + ttl * chance, 0) / 2);
}

interface Opened {
  readonly opened: Seconds;
  readonly connection: PastConnection;
}

/** The client's connections, and when they were opened. */
function pastConnections(
  context: StartContext,
  group: Group,
  pool: Pool,
  rate: number,
): readonly Opened[] {
  if (!pool.alwaysOn) {
    const { opened, connection } = pastConnection(context, group, pool, rate);
    return connection === null ? [] : [{ opened, connection }];
  }
  return Array.from({ length: pool.alwaysOn }, () => keptConnection(context, pool, rate));
}

/** One that only its age ends. */
function keptConnection(
  { at, stream, history }: StartContext,
  { maxAge, maxRequests }: Pool,
  rate: number,
): Opened {
  const whole = maxAge ? covering(maxAge, stream)() : Number.POSITIVE_INFINITY;
  const part = stream.uniform();
  const age = maxAge ? whole * part : history * part;
  const carried = maxRequests < Number.POSITIVE_INFINITY ? stream.below(maxRequests) : 0;
  const quiet = Math.min(age, stream.exponential() / rate);
  const closesAt = maxAge ? at + whole - age : Number.POSITIVE_INFINITY;
  return { opened: at - age, connection: { idleSince: at - quiet, closesAt, carried } };
}

/** The client's connection, if it has one, and when that was opened. */
function pastConnection(
  { at, stream, history }: StartContext,
  group: Group,
  pool: Pool,
  rate: number,
): { readonly opened: Seconds; readonly connection: PastConnection | null } {
  const quiet = stream.exponential() / rate;
  if (quiet >= pool.idle || quiet > history) return { opened: at, connection: null };
  let age = Math.min(history, quiet + connectionAge(rate, pool.idle, history, stream));
  let closesAt = Number.POSITIVE_INFINITY;
  if (pool.maxAge) {
    // The age and what is left of it, were nothing else to end a connection.
    const whole = covering(pool.maxAge, stream)();
    const aged = whole * stream.uniform();
    age = Math.min(age, aged);
    closesAt = at + whole - aged;
  }
  let carried = 1;
  if (pool.maxRequests < Number.POSITIVE_INFINITY && !goesRound(group.pick)) {
    carried = 1 + stream.below(pool.maxRequests);
    age = Math.min(age, Math.max(quiet, carried / rate));
  }
  const idleSince = Math.max(at - quiet, at - age);
  return { opened: at - age, connection: { idleSince, closesAt, carried } };
}

/**
 * How long before a connection's last use it was opened: a geometric number of gaps, each under the idle limit.
 * Beyond `history` the choice is taken to have been made anywhere in it.
 */
function connectionAge(rate: number, idle: Seconds, history: Seconds, stream: Stream): Seconds {
  const broken = Math.exp(-rate * idle);
  const gaps =
    broken > 0
      ? Math.floor(Math.log(stream.open()) / Math.log1p(-broken))
      : Number.POSITIVE_INFINITY;
  if (gaps / rate > 2 * history) return history * stream.uniform();
  let age = 0;
  for (let i = 0; i < gaps && age < history; i++)
    age += -Math.log1p(-stream.uniform() * (1 - broken)) / rate;
  return age < history ? age : history * stream.uniform();
}
