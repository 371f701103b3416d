/**
 * Puts caches, client caches and connections into a stationary state before the run: by closed forms where they
 * are exact, and as the starting point of the lead-in where they are not (model.md part 3).
 */
import type { AnswerId, ChoiceId } from '../metrics/followers.ts';
import { clamped } from '../resolvers/cache.ts';
import type { Seconds } from '../settings.ts';
import type { StartContext } from './context.ts';
import { childrenFirst, entryRates } from './flows.ts';
import { givePast } from './give-past.ts';
import { Past, type Renewable } from './past.ts';
import { type PastLookup, pastLookups } from './past-lookups.ts';

/** Fills every cache. Nothing is recorded yet. */
export function startStationary(context: StartContext): void {
  const { groups, resolvers, clients, names, stream } = context;
  const { topology } = resolvers;
  resolvers.turns.scatter(stream);
  for (let row = 0; row < clients.turns.length; row++) clients.turns[row] = stream.below(65_536);
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
    givePast(context, shard, name, lookup);
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
    givePast(context, shard, name, lookup);
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
