/** How long requests go on following answers from before a moment at which the authority changes its mind. */

import type { NameAndType } from '../../sim/authority/question.ts';
import { groupsAsked } from '../../sim/clients/asked-groups.ts';
import { quantileOf } from '../../sim/random/index.ts';
import type { ClientGroup, Law } from '../../sim/scenario.ts';
import type { Seconds } from '../../sim/settings.ts';
import { type Asking, entryRates, rateOf } from '../../sim/start/flows.ts';
import { hitRatio } from '../../theory/caching/poisson-cache.ts';
import type { Epochs } from '../../theory/skew/epoch-pairs.ts';
import { askingRate } from './asking-rate.ts';
import { chainedGroups, chainTrouble, formsOf, topOf } from './caches.ts';
import { queriesTo } from './known-flows.ts';
import type { CacheForm } from './one-cache.ts';
import { type NameFacts, partAsking, type Setting } from './setting.ts';

/** Of the requests for one name, counted from the change. */
export interface Staleness {
  /** Seconds of all its load that follow old answers. */
  readonly seconds: Seconds;
  /** Part of its requests that follow an old answer at `t`. */
  readonly share: (t: Seconds) => number;
  readonly nearly: string | null;
}

/** @param name row of a name that is looked up */
export function stalenessOf(
  setting: Setting,
  name: number,
): Staleness | { readonly reason: string } {
  const parts: (Staleness & { readonly rate: number })[] = [];
  for (const asking of setting.asking) {
    if (!asking.nameRows.includes(name)) continue;
    const part = ofClients(setting, asking, name);
    if ('reason' in part) return part;
    parts.push(part);
  }
  const total = parts.reduce((sum, { rate }) => sum + rate, 0);
  const mean = (of: (part: Staleness) => number) =>
    parts.reduce((sum, part) => sum + (part.rate / total) * of(part), 0);
  const notes = new Set(parts.flatMap(({ nearly }) => (nearly === null ? [] : [nearly])));
  return {
    seconds: mean((part) => part.seconds),
    share: (t) => mean((part) => part.share(t)),
    nearly: notes.size > 0 ? [...notes].join('; ') : null,
  };
}

/** The same where the change reaches requests only after a lag of this law. */
export function delayed(staleness: Staleness, lag: Law, mean: Seconds): Staleness {
  const parts = 64;
  const quantile = quantileOf(lag);
  const lags = Array.from({ length: parts }, (_, i) => quantile((i + 0.5) / parts));
  return {
    seconds: mean + staleness.seconds,
    share: (t) =>
      lags.reduce((sum, one) => sum + (t < one ? 1 : staleness.share(t - one)), 0) / parts,
    nearly: staleness.nearly,
  };
}

/** When at most a part `of` of the requests follows old answers; by bisection. */
export function timeTo({ share }: Staleness, of: number): Seconds {
  let [low, high] = [0, 1];
  while (share(high) > of && high < 1e9) high *= 2;
  for (let i = 0; i < 50; i++) {
    const middle = (low + high) / 2;
    if (share(middle) > of) low = middle;
    else high = middle;
  }
  return high;
}

function ofClients(
  setting: Setting,
  asking: Asking,
  name: number,
): (Staleness & { readonly rate: number }) | { readonly reason: string } {
  const { spec } = asking;
  if (spec.session)
    return { reason: `sessions of ${spec.name} go on with an address that they had` };
  const epochs = epochsBehind(setting, asking, name);
  if ('reason' in epochs) return epochs;
  const share = (t: Seconds) =>
    epochs.weighed.reduce((sum, { weight, of }) => sum + weight * later(of, t), 0);
  const seconds = epochs.weighed.reduce((sum, { weight, of }) => sum + weight * residual(of), 0);
  const own = partAsking(spec, setting.names[name] as NameFacts);
  const rate = rateOf(spec) * own;
  const { nearly } = epochs;
  const { dns, pool } = spec.behaviour;
  if (spec.count === null || (dns.kind !== 'fixed' && !pool))
    return { seconds, share, nearly, rate };
  if (pool) return { reason: `connections of ${spec.name} outlive the answers they came from` };
  if (dns.kind !== 'fixed')
    return { reason: `the caches of ${spec.name} have no closed form here` };
  const hit = hitRatio(rate / spec.count, dns.seconds);
  return { rate, nearly, ...keptFor({ seconds, share }, dns.seconds, hit) };
}

/** Clients that keep an answer J seconds whatever its TTL: (1−h)S(t) + h/J ∫ S over [t−J, t], S = 1 before 0. */
function keptFor(
  { seconds, share }: Pick<Staleness, 'seconds' | 'share'>,
  kept: Seconds,
  hit: number,
) {
  const steps = 32;
  return {
    seconds: seconds + (hit * kept) / 2,
    share(t: Seconds) {
      let sum = 0;
      for (let i = 0; i < steps; i++) {
        const then = t - (kept * (i + 0.5)) / steps;
        sum += then < 0 ? 1 : share(then);
      }
      return (1 - hit) * share(t) + (hit * sum) / steps;
    },
  };
}

interface Weighed {
  readonly weighed: readonly { readonly weight: number; readonly of: Epochs }[];
  readonly nearly: string | null;
}

/** The epochs that a group's look-ups of a name fall into, weighed by how many do. */
function epochsBehind(
  setting: Setting,
  asking: Asking,
  name: number,
): Weighed | { readonly reason: string } {
  const { topology, names, rates, scenario } = setting;
  const looked = entryRates([asking], topology, names.length, askingRate);
  const forms = new Map<number, CacheForm>();
  const notes = new Set<string>();
  const sums = new Map<number, number>();
  let total = 0;
  for (let shard = 0; shard < topology.shards; shard++) {
    const rate = looked[shard * names.length + name] as number;
    const row = topology.groupOfShard[shard] as number;
    // What passes through forwarders has been added to the groups above them too.
    if (
      rate === 0 ||
      !groupsAsked(asking.spec, scenario.resolvers).has(scenario.resolvers[row]?.name ?? '')
    )
      continue;
    const top = topOf(topology, shard, name);
    const found = formAt(setting, topology.groupOfShard[top] as number, name, forms);
    if ('reason' in found) return found;
    if (found.nearly !== null) notes.add(found.nearly);
    sums.set(top, (sums.get(top) ?? 0) + rate);
    total += rate;
  }
  const weighed = [...sums].map(([top, rate]) => {
    const form = forms.get(topology.groupOfShard[top] as number) as CacheForm;
    const epochs = form.epochs as NonNullable<CacheForm['epochs']>;
    return { weight: rate / total, of: epochs(rates[top * names.length + name] as number) };
  });
  return { weighed, nearly: notes.size > 0 ? [...notes].join('; ') : null };
}

function formAt(
  setting: Setting,
  row: number,
  name: number,
  forms: Map<number, CacheForm>,
): { readonly nearly: string | null } | { readonly reason: string } {
  const group = setting.scenario.resolvers[row] as Setting['scenario']['resolvers'][number];
  const known = queriesTo(setting, group.name);
  if ('reason' in known || forms.has(row)) return known;
  const trouble = chainedGroups(setting).has(group.name) ? chainTrouble(setting, group) : null;
  if (trouble !== null) return { reason: trouble };
  const form = formsOf(setting, group)[name] as ReturnType<typeof formsOf>[number];
  if ('reason' in form) return form;
  if (form.epochs === null)
    return { reason: `answers at ${group.name} do not begin with one request each` };
  forms.set(row, form);
  return known;
}

/** Chance that an answer from before is still live t seconds on: ρE(L−t)⁺. */
function later({ answerRate, lifetimes }: Epochs, t: Seconds): number {
  return lifetimes.reduce(
    (sum, { seconds, chance }) => sum + chance * answerRate * Math.max(0, seconds - t),
    0,
  );
}

/** Area under that: ρE[L²]/2; for one TTL h·T/2. */
function residual({ answerRate, lifetimes }: Epochs): Seconds {
  return lifetimes.reduce(
    (sum, { seconds, chance }) => sum + (chance * answerRate * seconds * seconds) / 2,
    0,
  );
}

/** Client groups that put a question. */
export function askersOf({ scenario }: Setting, asked: NameAndType): readonly ClientGroup[] {
  return scenario.clients.filter((spec) => partAsking(spec, asked) > 0);
}
