/**
 * Puts caches, client caches and connections into a stationary state before the run: by closed forms where they
 * are exact, and as the starting point of the lead-in where they are not (model.md part 3).
 */
import type { Authority } from '../authority/authority.ts';
import type { Clients } from '../clients/clients.ts';
import type { ConnectionId } from '../clients/connections.ts';
import type { Group } from '../clients/group.ts';
import type { AnswerId, ChoiceId, Followers } from '../metrics/followers.ts';
import type { Stream } from '../random/stream.ts';
import { clamped } from '../resolvers/cache.ts';
import type { Resolvers } from '../resolvers/resolvers.ts';
import type { Seconds } from '../settings.ts';
import { childrenFirst, entryRates, lookupRate, rateOf } from './flows.ts';
import { Past, type Renewable } from './past.ts';

/** A look-up that a client made before the run, whose outcome it still uses. */
interface PastLookup {
  readonly at: Seconds;
  readonly group: Group;
  readonly row: number;
  /** What it serves still: the client's cache until then, and a connection idle since then. */
  readonly cachedUntil: Seconds;
  readonly idleSince: Seconds | null;
}

export interface StartContext {
  readonly groups: readonly Group[];
  readonly resolvers: Resolvers;
  readonly clients: Clients;
  readonly followers: Followers;
  readonly authority: Authority;
  readonly names: number;
  readonly stream: Stream;
  /** Virtual time at which the run, its lead-in included, begins. */
  readonly at: Seconds;
  readonly history: Seconds;
  readonly clockPhase: Seconds;
}

/** Fills every cache. Nothing is recorded yet. */
export function startStationary(context: StartContext): void {
  const { groups, resolvers, names, stream } = context;
  const { topology } = resolvers;
  resolvers.turns.scatter(stream);
  const rates = entryRates(groups, topology, names);
  const lookups = pastLookups(context);
  const order = childrenFirst(topology).reverse();
  for (const group of order) {
    for (let shard = 0; shard < topology.shards; shard++) {
      if (topology.groupOfShard[shard] !== group) continue;
      for (let name = 0; name < names; name++) {
        const entry = shard * names + name;
        const asked = (lookups.get(entry) ?? []).sort((a, b) => a.at - b.at);
        if ((topology.upstreamGroup[group] as number) < 0)
          fillFromAuthority(context, shard, name, rates[entry] as number, asked);
        else fillFromParent(context, shard, name, rates, asked);
      }
    }
  }
}

function fillFromAuthority(
  context: StartContext,
  shard: number,
  name: number,
  rate: number,
  asked: readonly PastLookup[],
): void {
  const { resolvers, names, at, clockPhase, stream } = context;
  if (rate === 0 && asked.length === 0) return;
  const entry = shard * names + name;
  const behaviour = resolvers.behaviourOf(shard);
  const renewable = entryOf(context, shard, name);
  const past = new Past(Math.max(rate, 1e-12), stream, renewable);
  for (const lookup of asked) {
    past.ask(lookup.at);
    give(context, shard, name, lookup);
  }
  if (behaviour.ttlClock === 'exact' || asked.length > 0) {
    const live = past.isLiveAt(at);
    const ends = behaviour.ttlClock === 'exact' ? past.expiry : Math.ceil(past.expiry + clockPhase);
    const isHeld = live && resolvers.cache.storedIn(entry) >= -2 && past.expiry > at;
    resolvers.cache.restore(
      entry,
      resolvers.cache.storedIn(entry),
      ends,
      isHeld ? renewable.ttl.mean : 0,
      behaviour,
    );
    return;
  }
  fillOnWholeSeconds(context, shard, name, rate, renewable);
}

/**
 * `ttlClock: seconds`, at a clock edge: live with (T−1)/(T−1+1/p), p = 1−e^(−λ), whole seconds left uniform on
 * 1 … T−1, where T is one more if the last second still hits (model.md part 3).
 */
function fillOnWholeSeconds(
  { resolvers, names, at, clockPhase, stream }: StartContext,
  shard: number,
  name: number,
  rate: number,
  entry: Renewable,
): void {
  const behaviour = resolvers.behaviourOf(shard);
  const row = shard * names + name;
  const extra = behaviour.lastSecond === 'hit' ? 1 : 0;
  const span = entry.ttl.mean > 0 ? entry.ttl.mean + extra - 1 : 0;
  const p = -Math.expm1(-rate);
  const live = stream.uniform() * (span + 1 / p) < span;
  if (!live) return;
  let ttl = entry.renew();
  while (stream.uniform() * entry.ttl.longest >= ttl) ttl = entry.renew();
  const left = 1 + stream.below(Math.max(1, Math.round(ttl) + extra - 1));
  entry.givenAt(at + left - extra - ttl);
  const ends = Math.round(at + clockPhase) + left - extra;
  resolvers.cache.restore(row, resolvers.cache.storedIn(row), ends, ttl, behaviour);
}

/**
 * A forwarder's entry, its parent's state known: with the parent of age a, the child that triggered the epoch
 * (chance λᵢ/Λ) is valid, any other with 1 − e^(−λᵢa); it ends when the parent does.
 */
function fillFromParent(
  context: StartContext,
  shard: number,
  name: number,
  rates: Float64Array,
  asked: readonly PastLookup[],
): void {
  const { resolvers, names, at, stream } = context;
  const { topology, cache } = resolvers;
  for (const lookup of asked) {
    resolvers.fillNow(shard, name);
    give(context, shard, name, lookup);
  }
  const entry = shard * names + name;
  cache.restore(entry, cache.storedIn(entry), 0, 0, resolvers.behaviourOf(shard));
  const parent =
    topology.shardFor(topology.upstreamMember(shard, stream), shard, name, stream) * names + name;
  if (!cache.isLive(parent, at)) return;
  const rate = rates[entry] as number;
  const total = rates[parent] as number;
  const stored = cache.storedIn(parent);
  const age =
    stored >= 0
      ? at - context.followers.givenAt(context.followers.answerOf(stored as ChoiceId))
      : 0;
  const valid = total > 0 ? 1 - (1 - rate / total) * Math.exp(-rate * age) : 0;
  if (stream.uniform() < valid) resolvers.fillNow(shard, name);
}

/** What a past look-up got, given to the client that made it. */
function give(
  { resolvers, clients }: StartContext,
  shard: number,
  name: number,
  lookup: PastLookup,
): void {
  resolvers.renderStored(shard, name, lookup.group.shape, Number.POSITIVE_INFINITY);
  if (resolvers.count === 0) return;
  if (lookup.cachedUntil > lookup.at)
    clients.caches.seed(lookup.row, resolvers.keep(), lookup.cachedUntil);
  if (lookup.idleSince === null) return;
  const place = lookup.group.pick.place(resolvers.count, lookup.group.picking);
  const connection: ConnectionId = clients.connections.begin(lookup.row);
  clients.connections.connect(connection, resolvers.addressAt(place), resolvers.keep());
  clients.connections.rest(connection, lookup.idleSince);
}

function entryOf(
  { resolvers, followers, authority, names }: StartContext,
  shard: number,
  name: number,
): Renewable {
  const behaviour = resolvers.behaviourOf(shard);
  const keep = (ttl: Seconds) => clamped(ttl, authority.initial(name) === undefined, behaviour);
  const law = authority.ttlLaw(name).map(({ ttl, chance }) => ({ ttl: keep(ttl), chance }));
  return {
    ttl: {
      mean: law.reduce((sum, { ttl, chance }) => sum + ttl * chance, 0),
      longest: Math.max(...law.map(({ ttl }) => ttl)),
    },
    renew: () => keep(resolvers.fillNow(shard, name).ttl),
    givenAt(at) {
      const stored = resolvers.cache.storedIn(shard * names + name);
      if (stored >= 0) followers.backdate(followers.answerOf(stored as ChoiceId) as AnswerId, at);
    },
  };
}

/** Look-ups before the run that clients with a cache or a pool still use, by entry. */
function pastLookups(context: StartContext): Map<number, PastLookup[]> {
  const { groups, resolvers, names, stream } = context;
  const lookups = new Map<number, PastLookup[]>();
  for (const group of groups) {
    const { spec } = group;
    if (spec.count === null || (spec.behaviour.dns.kind !== 'fixed' && !spec.behaviour.pool))
      continue;
    for (let client = 0; client < spec.count; client++) {
      for (let own = 0; own < group.nameRows.length; own++) {
        const rate = (rateOf(spec) * (spec.lookup[own] as { share: number }).share) / spec.count;
        const lookup = pastLookup(context, group, client, own, rate);
        if (!lookup) continue;
        const name = group.nameRows[own] as number;
        const member = group.memberOf[client] as number;
        const entry =
          resolvers.topology.shardFor(member, group.firstRow + client, name, stream) * names + name;
        const list = lookups.get(entry);
        if (list) list.push(lookup);
        else lookups.set(entry, [lookup]);
      }
    }
  }
  return lookups;
}

function pastLookup(
  context: StartContext,
  group: Group,
  client: number,
  own: number,
  rate: number,
): PastLookup | null {
  const { at, stream, history } = context;
  const { dns, pool } = group.spec.behaviour;
  const row = group.firstRow + client * group.nameRows.length + own;
  const life = dns.kind === 'fixed' ? dns.seconds : 0;
  if (pool) {
    const quiet = stream.exponential() / rate;
    if (quiet >= pool.idle || quiet > history) return null;
    const opened = at - Math.min(history, quiet + connectionAge(rate, pool.idle, history, stream));
    return { at: opened, group, row, cachedUntil: opened + life, idleSince: at - quiet };
  }
  const load =
    lookupRate(rate, {
      ...group.spec,
      behaviour: { ...group.spec.behaviour, dns: { kind: 'none' } },
    }) * life;
  if (stream.uniform() * (1 + load) >= load) return null;
  const filled = at - life * stream.uniform();
  return { at: filled, group, row, cachedUntil: filled + life, idleSince: null };
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
