/** What cache entries hold at the start: closed forms where they are exact, good beginnings where not (model.md part 3). */
import type { AnswerId, ChoiceId } from '../metrics/followers.ts';
import type { Stream } from '../random/stream.ts';
import { clamped, prefetchLead } from '../resolvers/cache.ts';
import type { ResolverGroup } from '../scenario.ts';
import type { Seconds } from '../settings.ts';
import type { Chains } from './chains.ts';
import type { StartContext } from './context.ts';
import { givePast } from './give-past.ts';
import { Past, type Renewable } from './past.ts';
import type { PastLookup } from './past-lookups.ts';

/** No shard in particular. */
const NOBODY = -1;

/** The start, and what is known of entries filled already. */
export interface Filling extends StartContext {
  readonly chains: Chains;
}

/**
 * An entry that asks the authority.
 *
 * @param asked look-ups of long ago that ended here, in the order of time
 */
export function fillFromAuthority(
  context: Filling,
  entry: number,
  rate: number,
  asked: readonly PastLookup[],
): void {
  const { resolvers, at, clockPhase, stream, chains } = context;
  if (rate === 0 && asked.length === 0) return;
  const behaviour = behaviourAt(context, entry);
  const renewable = entryOf(context, entry);
  const past = new Past(Math.max(rate, 1e-12), stream, renewable);
  for (const lookup of asked) {
    chains.ask(lookup.path, lookup.at, past);
    givePast(context, lookup.path[0] as number, lookup);
  }
  if (behaviour.ttlClock === 'exact' || asked.length > 0) {
    const live = past.isLiveAt(at);
    const ends = behaviour.ttlClock === 'exact' ? past.expiry : Math.ceil(past.expiry + clockPhase);
    chains.filled(entry, past.begunAt);
    const isHeld = live && past.expiry > at;
    if (!isHeld && behaviour.serveStale) {
      fillExpired(context, entry, rate, past, renewable);
      return;
    }
    resolvers.cache.restore(
      entry,
      resolvers.cache.storedIn(entry),
      ends,
      isHeld ? past.expiry - past.begunAt : 0,
      behaviour,
    );
    return;
  }
  fillOnWholeSeconds(context, entry, rate, renewable);
}

/** An entry that has ended, and is used beyond its end: nobody has asked for an exponential time since. */
function fillExpired(
  { resolvers, at, clockPhase, stream }: Filling,
  entry: number,
  rate: number,
  past: Past,
  renewable: Renewable,
): void {
  const behaviour = behaviourAt({ resolvers }, entry);
  let [begun, ended] = [past.begunAt, past.expiry];
  if (!Number.isFinite(ended)) {
    const ttl = renewable.renew();
    ended = at - stream.exponential() / Math.max(rate, 1e-12);
    begun = ended - ttl;
    renewable.givenAt(begun);
  }
  const ends = behaviour.ttlClock === 'exact' ? ended : Math.ceil(ended + clockPhase);
  const { cache } = resolvers;
  cache.restore(entry, cache.storedIn(entry), ends, ended - begun, behaviour);
}

/**
 * `ttlClock: seconds`, at a clock edge: quiet with (T−1)/(T−1+1/p), p = 1−e^(−λ), whole seconds left uniform on
 * 1 … T−1, where T is one more if the last second still hits (model.md part 3). Where answers are renewed early, T
 * is the time before, and the seconds since are geometric.
 */
function fillOnWholeSeconds(
  { resolvers, at, clockPhase, stream, chains }: Filling,
  row: number,
  rate: number,
  entry: Renewable,
): void {
  const behaviour = behaviourAt({ resolvers }, row);
  const extra = behaviour.lastSecond === 'hit' ? 1 : 0;
  const plus = entry.leads ? 0 : extra;
  const quietOf = (ttl: Seconds) => Math.max(0, ttl - entry.lead(ttl) + plus - 1);
  const span = entry.quiet.mean > 0 ? Math.max(0, entry.quiet.mean + plus - 1) : 0;
  const p = -Math.expm1(-rate);
  const restore = (ttl: Seconds, left: Seconds) => {
    entry.givenAt(at + left - ttl);
    chains.filled(row, at + left - ttl);
    const ends = Math.round(at + clockPhase) + left;
    resolvers.cache.restore(row, resolvers.cache.storedIn(row), ends, ttl, behaviour);
  };
  if (stream.uniform() * (span + 1 / p) < span) {
    let ttl = entry.renew();
    while (stream.uniform() * (entry.quiet.longest + plus - 1) >= quietOf(ttl)) ttl = entry.renew();
    const left = 1 + stream.below(Math.max(1, Math.round(quietOf(ttl))));
    restore(ttl, left + entry.lead(ttl) - plus);
  } else if (entry.leads) {
    const since = Math.floor(stream.exponential() / rate);
    const ttl = entry.renew();
    const left = entry.lead(ttl) - since;
    if (entry.lead(ttl) > 0 && left + extra > 0) restore(ttl, left);
    else if (behaviour.serveStale) restore(ttl, left);
  } else if (behaviour.serveStale)
    restore(entry.renew(), -Math.floor(stream.exponential() / rate) - extra);
}

/** A forwarder's entry, what its upstream holds being known. */
export function fillFromUpstream(
  { resolvers, at, stream, chains }: Filling,
  entry: number,
  rates: Float64Array,
): void {
  const { entries, cache } = resolvers;
  cache.restore(entry, cache.storedIn(entry), 0, 0, behaviourAt({ resolvers }, entry));
  const upper = drawAbove(resolvers, entry, stream);
  if (!cache.isLive(upper, at)) return;
  const [rate, total] = [rates[entry] as number, rates[upper] as number];
  const filledAt = chains.filledBelow(upper, rate, total, at, stream);
  if (filledAt === null) return;
  resolvers.fillNow(entry, entries.shardOf(upper));
  chains.filled(entry, filledAt);
}

/**
 * Seconds for which a forwarder keeps whatever it gets, because it keeps answers at least that long and its upstream
 * never gives more; 0: its entries end with those above.
 */
export function ownLife(
  { resolvers, authority }: StartContext,
  group: number,
  question: number,
): Seconds {
  const { topology, entries } = resolvers;
  const behaviourOf = (g: number) => (topology.groups[g] as ResolverGroup).behaviour;
  const [shard] = [topology.firstShard[topology.firstMember[group] as number] as number];
  const origin = resolvers.originOf(entries.of(shard, question, -1));
  const isNegative = authority.initial(question, origin) === undefined;
  const longest = (g: number): Seconds => {
    const above = topology.upstreamOf(g, question);
    const ttls =
      above < 0
        ? authority.ttlLaw(question, origin, NOBODY).map((t) => t.ttl)
        : topology.partsOf(above).map(longest);
    return clamped(Math.max(...ttls), isNegative, behaviourOf(g));
  };
  const above = topology.upstreamOf(group, question);
  if (above < 0) return 0;
  const least = clamped(0, isNegative, behaviourOf(group));
  return topology.partsOf(above).every((g) => least >= longest(g)) ? least : 0;
}

/** A forwarder's entry of a life of its own, which hides from it when the one above was filled: as any Poisson cache. */
export function fillByItself(
  { resolvers, at, stream, clockPhase, chains }: Filling,
  entry: number,
  rate: number,
  life: Seconds,
): void {
  const { entries, cache } = resolvers;
  const behaviour = behaviourAt({ resolvers }, entry);
  cache.restore(entry, cache.storedIn(entry), 0, 0, behaviour);
  if (stream.uniform() * (1 + rate * life) >= rate * life) return;
  const upper = drawAbove(resolvers, entry, stream);
  const isHeldAbove = cache.isLive(upper, at);
  resolvers.fillNow(entry, entries.shardOf(upper));
  if (!isHeldAbove)
    cache.restore(upper, cache.storedIn(upper), 0, 0, behaviourAt({ resolvers }, upper));
  const ends = at + life * stream.open();
  const clock = behaviour.ttlClock === 'exact' ? ends : Math.ceil(ends + clockPhase);
  cache.restore(entry, cache.storedIn(entry), clock, life, behaviour);
  chains.filled(entry, ends - life);
}

/**
 * An entry that is asked exactly when a CNAME that leads to it is, and kept as long: both are filled by the same query
 * and end together.
 */
export function fillAlong(
  { resolvers, followers, chains }: Filling,
  entry: number,
  leader: number,
) {
  const { cache } = resolvers;
  const begun = chains.filledAt(leader);
  if (begun === Number.NEGATIVE_INFINITY) return;
  resolvers.fillNow(entry);
  const stored = cache.storedIn(entry);
  if (stored >= 0) followers.backdate(followers.answerOf(stored as ChoiceId) as AnswerId, begun);
  chains.filled(entry, begun);
  cache.copyLife(leader, entry);
}

function behaviourAt({ resolvers }: Pick<StartContext, 'resolvers'>, entry: number) {
  return resolvers.behaviourOf(resolvers.entries.shardOf(entry));
}

function drawAbove(resolvers: StartContext['resolvers'], entry: number, stream: Stream): number {
  const { topology, entries } = resolvers;
  const shard = entries.shardOf(entry);
  const question = entries.questionOf(entry);
  const member = topology.upstreamMember(shard, question, stream);
  const above = topology.shardFor(member, shard, question, stream);
  return resolvers.entryAbove(entry, above);
}

function entryOf({ resolvers, followers, authority }: StartContext, entry: number): Renewable {
  const behaviour = behaviourAt({ resolvers }, entry);
  const origin = resolvers.originOf(entry);
  const question = resolvers.entries.questionOf(entry);
  const isNegative = authority.initial(question, origin) === undefined;
  const keep = (ttl: Seconds) => clamped(ttl, isNegative, behaviour);
  const lead = (ttl: Seconds) => (isNegative ? 0 : Math.min(ttl, prefetchLead(behaviour, ttl)));
  const law = authority
    .ttlLaw(question, origin, resolvers.entries.shardOf(entry))
    .map(({ ttl, chance }) => ({ ttl: keep(ttl), chance }));
  const quiet = law.map(({ ttl, chance }) => ({ time: ttl - lead(ttl), chance }));
  return {
    quiet: {
      mean: quiet.reduce((sum, { time, chance }) => sum + time * chance, 0),
      longest: Math.max(...quiet.map(({ time }) => time)),
    },
    leads: law.some(({ ttl }) => lead(ttl) > 0),
    lead,
    renew: () => keep(resolvers.fillNow(entry).ttl),
    givenAt(at) {
      const stored = resolvers.cache.storedIn(entry);
      if (stored >= 0) followers.backdate(followers.answerOf(stored as ChoiceId) as AnswerId, at);
    },
  };
}
