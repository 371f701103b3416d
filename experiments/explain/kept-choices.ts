/**
 * Expected CV² where clients keep answers or connections, and every answer names all backends alike: then it does not
 * matter which answer a client follows, only how many of its requests follow one choice inside it.
 */

import { travels } from '../../sim/geography/trips.ts';
import { recordTypesOf } from '../../sim/ip-address.ts';
import { rateOf } from '../../sim/start/flows.ts';
import { missRate } from '../../theory/caching/poisson-cache.ts';
import { pairsInWindow } from '../../theory/skew/epoch-pairs.ts';
import { canSumConnectionPairs, connectionPairs } from '../../theory/skew/kept-connections.ts';
import { followTrouble, picksOnce, sharedChoices } from './choices.ts';
import { lookupsOf } from './known-flows.ts';
import type { Setting } from './setting.ts';

type Pairs = (seconds: number) => number;

/** Below this an answer's content cannot be told from the intended shares. */
const NO_CONTENT = 1e-9;

/** Weight of the pairs of requests that share a choice in a span; null: nobody keeps anything. */
export function keptChoices(setting: Setting): Pairs | { readonly reason: string } | null {
  const { scenario, names } = setting;
  const trouble = followTrouble(setting);
  if (trouble === null) return null;
  if (scenario.clients.some(({ session }) => session !== null)) return { reason: trouble };
  if (travels(scenario) || scenario.backends.some(({ server }) => server !== null))
    return { reason: trouble };
  if (names.some(({ coefficients }) => coefficients.content > NO_CONTENT))
    return { reason: trouble };
  for (const group of scenario.resolvers) {
    const shared = sharedChoices(setting, group);
    if ('reason' in shared) return shared;
    if (shared.length > 0)
      return { reason: `${trouble}, and resolvers ${group.name} freeze orders` };
  }
  const parts: Pairs[] = [];
  for (const spec of scenario.clients) {
    const { count, behaviour } = spec;
    const { dns, pool, pick } = behaviour;
    const known = lookupsOf(spec, scenario);
    if ('reason' in known) return known;
    if (count === null || (dns.kind === 'none' && !pool)) continue;
    if (dns.kind === 'ttl') return { reason: trouble };
    for (const { name, share } of spec.lookup) {
      const each = (rateOf(spec) * share) / count;
      const weight =
        count *
        (names.find((one) => one.name === name && one.type === recordTypesOf(spec.family)[0])
          ?.coefficients.choice ?? 0);
      if (pool && !canSumConnectionPairs(each, pool.idle, scenario.duration - scenario.warmup))
        return {
          reason: `${spec.name} make too many requests over a connection to sum up its pairs`,
        };
      if (pool) parts.push((seconds) => weight * connectionPairs(each, pool.idle, seconds));
      else if (dns.kind === 'fixed' && picksOnce(pick))
        parts.push((seconds) => weight * cachePairs(each, dns.seconds, seconds));
    }
  }
  return (seconds) => parts.reduce((sum, part) => sum + part(seconds), 0);
}

function cachePairs(rate: number, kept: number, seconds: number): number {
  const lifetimes = [{ seconds: kept, chance: 1 }];
  return pairsInWindow({ rate, answerRate: missRate(rate, kept), lifetimes }, seconds);
}
