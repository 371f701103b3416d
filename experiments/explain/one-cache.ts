/** The closed form of a cache that asks the authority itself and has no caches of the same answers below it. */
import { meanOf } from '../../sim/random/index.ts';
import { clamped, prefetchLead } from '../../sim/resolvers/cache.ts';
import type { ResolverBehaviour, ResolverGroup } from '../../sim/scenario.ts';
import type { Seconds } from '../../sim/settings.ts';
import { prefetchMissRate, prefetchMissRatio } from '../../theory/caching/prefetch-cache.ts';
import {
  restOfFillingSecond,
  secondsClockCycle,
  secondsClockPrefetchMissRatio,
} from '../../theory/caching/seconds-clock.ts';
import type { Epochs } from '../../theory/skew/epoch-pairs.ts';
import type { NameFacts } from './setting.ts';

/** By queries per second, above 0. */
export interface CacheForm {
  /** Queries sent on, per second. */
  readonly missRate: (rate: number) => number;
  /** Part of the queries that a live entry answers. */
  readonly hitRatio: (rate: number) => number;
  /** How long answers are followed; null where answers are not fetched by one request each. */
  readonly epochs: ((rate: number) => Epochs) | null;
  readonly source: string;
}

export type TtlLaw = readonly { readonly ttl: Seconds; readonly chance: number }[];

/** TTLs of a name's answers as a resolver keeps them. */
export function keptTtls({ decision, ttlLaw }: NameFacts, behaviour: ResolverBehaviour): TtlLaw {
  return ttlLaw
    .filter(({ chance }) => chance > 0)
    .map(({ ttl, chance }) => ({ ttl: clamped(ttl, decision === null, behaviour), chance }));
}

export function meanTtl(law: TtlLaw): Seconds {
  return law.reduce((sum, { ttl, chance }) => sum + chance * ttl, 0);
}

/** Parts into which the second of a filling is divided for averages over it. */
const PARTS = 64;

export function formOf(
  group: ResolverGroup,
  name: NameFacts,
): CacheForm | { readonly reason: string } {
  const { behaviour, latency } = group;
  const kept = keptTtls(name, behaviour);
  const delay = latency.upstream ? meanOf(latency.upstream) : 0;
  const ttl = meanTtl(kept);
  if (name.decision?.top.followsSources) return { reason: 'TTLs follow who asks (adaptiveTtl)' };
  if (name.found.zone.selection === 'sticky' && kept.length > 1)
    return { reason: 'answers are sticky to the asker and their TTLs differ' };
  if (behaviour.serveStale?.patience === 0)
    return {
      reason: `${group.name} answer from records that have expired while they refresh them`,
    };
  if (behaviour.prefetch.kind === 'share' && behaviour.prefetch.minHits !== undefined)
    return { reason: `${group.name} refresh answers by how many hits they have had` };
  if (ttl === 0) return { ...exactForm(kept, delay), source: 'nothing is kept: TTL 0' };
  const lead = name.decision ? prefetchLead(behaviour, ttl) : 0;
  if (lead > 0) return prefetchForm(group, kept, lead, delay);
  if (behaviour.ttlClock === 'exact') return exactForm(kept, delay);
  if (delay > 0) return { reason: `${group.name} count whole seconds while answers take time` };
  if (kept.some((one) => one.ttl < 1)) return { reason: 'some answers have TTL 0' };
  return secondsForm(kept, behaviour);
}

/** Epochs last T; the gap to the next query and the time it takes to be answered follow. */
function exactForm(kept: TtlLaw, delay: Seconds): CacheForm {
  const ttl = meanTtl(kept);
  const missRate = (rate: number) => 1 / (ttl + delay + 1 / rate);
  return {
    missRate,
    hitRatio: (rate) => ttl * missRate(rate),
    epochs:
      delay > 0
        ? null
        : (rate) => ({
            rate,
            answerRate: missRate(rate),
            lifetimes: kept.map(({ ttl: seconds, chance }) => ({ seconds, chance })),
          }),
    source:
      delay > 0
        ? 'λT/(1+λ(T+d)), d the round trip (Jung et al., INFOCOM 2003)'
        : 'λT/(1+λT) (Jung et al., INFOCOM 2003)',
  };
}

function secondsForm(kept: TtlLaw, { lastSecond }: ResolverBehaviour): CacheForm {
  const extra = lastSecond === 'hit' ? 1 : 0;
  const ttl = meanTtl(kept) + extra;
  const missRate = (rate: number) => 1 / secondsClockCycle(rate, ttl);
  return {
    missRate,
    hitRatio: (rate) => 1 - missRate(rate) / rate,
    epochs: (rate) => ({
      rate,
      answerRate: missRate(rate),
      lifetimes: kept.flatMap(({ ttl: seconds, chance }) =>
        restOfFillingSecond(rate, PARTS).map((rest) => ({
          seconds: seconds + extra - 1 + rest,
          chance: chance / PARTS,
        })),
      ),
    }),
    source:
      '1/(λ(T−1+1/p)) miss, p = 1−e^(−λ): ages in whole seconds (theory/caching/seconds-clock)',
  };
}

function prefetchForm(
  { name, behaviour }: ResolverGroup,
  kept: TtlLaw,
  lead: Seconds,
  delay: Seconds,
): CacheForm | { readonly reason: string } {
  const [only, ...others] = kept;
  const ttl = only?.ttl ?? 0;
  if (others.length > 0) return { reason: `${name} refresh ahead answers of different TTLs` };
  if (delay > 0) return { reason: `${name} refresh ahead while answers take time` };
  if (lead >= ttl) return { reason: `${name} refresh from the first hit on` };
  if (behaviour.ttlClock === 'exact') {
    return {
      missRate: (rate) => prefetchMissRate(rate, ttl, lead / ttl),
      hitRatio: (rate) => 1 - prefetchMissRatio(rate, ttl, lead / ttl),
      epochs: null,
      source: 'e^(−fλT)/(1+(1−f)λT) miss, f the part of the TTL in which a hit refreshes',
    };
  }
  if (!Number.isInteger(lead)) return { reason: `${name} refresh ahead within a second` };
  const eligible = lead + (behaviour.lastSecond === 'hit' ? 1 : 0);
  return {
    missRate: (rate) => 1 / secondsClockCycle(rate, ttl - lead),
    hitRatio: (rate) => 1 - secondsClockPrefetchMissRatio(rate, ttl, lead, eligible),
    epochs: null,
    source:
      'cycles of T−f−1+1/p, a hit in the last f whole seconds refreshes (theory/caching/seconds-clock)',
  };
}
