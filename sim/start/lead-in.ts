/** How long a run must go unrecorded before time 0 to be stationary (model.md part 3). */
import { areInStep } from '../authority/cnames.ts';
import { answeringZones } from '../authority/external.ts';
import type { NameAndType } from '../authority/question.ts';
import { routingPolicies } from '../authority/routing/index.ts';
import { grow, linkOf, recordsIn } from '../authority/tree.ts';
import { find } from '../authority/zone.ts';
import { limitedPool } from '../backends/keep-alive.ts';
import { arrivalProcesses } from '../clients/arrivals/index.ts';
import { hasLists, pickOf } from '../clients/asked-groups.ts';
import { behindOf, intervalOf, keepsAnswers, lifeOf } from '../clients/own-caches.ts';
import { longLength } from '../clients/session-draws.ts';
import { isLossy } from '../losses.ts';
import { byName } from '../plugin.ts';
import { mayEvict } from '../questions.ts';
import { meanOf } from '../random/index.ts';
import { orders } from '../resolvers/orders/index.ts';
import { asks } from '../resolvers/routes.ts';
import type {
  ClientGroup,
  RecordSpec,
  ResolverBehaviour,
  ResolverGroup,
  Scenario,
  ZoneSpec,
} from '../scenario.ts';
import type { Seconds } from '../settings.ts';
import { lookupShares } from './flows.ts';
import { queueFilling } from './queue-filling.ts';

const DAY = 86_400;

export interface LeadIn {
  readonly seconds: Seconds;
  /** Whether closed forms give the stationary state exactly, so that no lead-in is needed. */
  readonly exact: boolean;
}

/**
 * Closed forms are exact for Poisson requests of clients without memory behind caches, in chains on
 * exact clocks, without delays, prefetch, stale answers, limits or queues; names with the CNAMEs to them as long as all keep in step. Everything else starts from them and runs 3 × (TTLs along
 * the chain + longest finite client lifetime), longer where queues need it, after hardly any session of before
 * goes on; at most a day.
 */
export function leadInOf(scenario: Scenario): LeadIn {
  if (scenario.start === 'cold') return { seconds: 0, exact: false };
  const exact =
    scenario.backends.every(({ server }) => server === null) &&
    !isLossy(scenario) &&
    scenario.clients.every(isMemoryless) &&
    scenario.resolvers.every((group) => isSimple(group, scenario)) &&
    areInStep(scenario, lookupShares(scenario.clients)) &&
    !scenario.zones.some(({ records }) => records.some(isStateful));
  if (scenario.leadIn !== 'auto') return { seconds: scenario.leadIn, exact };
  if (exact) return { seconds: 0, exact };
  const longestTtl = longestTtlOf(scenario);
  const chain = Math.max(
    ...scenario.resolvers.map((group) => chainTtl(group, scenario, longestTtl)),
  );
  const lifetime = Math.max(
    0,
    ...scenario.clients
      .map((group) => clientLifetime(group, longestTtl, scenario))
      .filter((life) => Number.isFinite(life)),
  );
  const sessions = Math.max(
    0,
    ...scenario.clients.map(({ session }) => (session ? longLength(session) : 0)),
  );
  const seconds = sessions + Math.max(3 * (chain + lifetime), queueFilling(scenario));
  return { seconds: Math.min(DAY, seconds), exact };
}

/** The longest TTL of an answer, negative ones included, to a name that is looked up. */
function longestTtlOf(scenario: Scenario): Seconds {
  const zones = answeringZones(scenario);
  const ttls = lookupShares(scenario.clients).map((asked) => longestTtlOfName(zones, asked));
  return Math.max(0, ...ttls);
}

/** Those of a chain of CNAMEs add up. */
function longestTtlOfName(zones: readonly ZoneSpec[], asked: NameAndType): Seconds {
  const found = find(zones, asked.name, asked.type);
  const records = recordsIn(grow(found)).filter(({ alias }) => alias === null);
  if (records.length === 0) return found.zone.negativeTtl;
  const ttls = records.map(({ type, ttl, values: [target] }) =>
    type === asked.type
      ? ttl
      : ttl + longestTtlOfName(zones, { ...asked, name: linkOf(target as string) }),
  );
  return Math.max(...ttls);
}

/** What such a policy answers next depends on what it answered before, which has to be played. */
function isStateful({ routing }: RecordSpec): boolean {
  return byName(routingPolicies, routing).isForComparison === true;
}

function isMemoryless({ arrivals, behaviour, session, resolvers, lookup }: ClientGroup): boolean {
  return (
    // What is known of names searched for in vain goes together with what is known of the next one.
    lookup.every(({ tries }) => tries === undefined) &&
    // Several resolvers are asked at one moment, or in turns: what they hold goes together.
    (!hasLists({ resolvers }) || ['ordered', 'last-good'].includes(pickOf({ behaviour }))) &&
    byName(arrivalProcesses, arrivals.name).poisson &&
    !keepsAnswers(behaviour) &&
    behaviour.pool === null &&
    session === null
  );
}

function isSimple(group: ResolverGroup, scenario: Scenario): boolean {
  const { behaviour, latency, upstreamPick } = group;
  if (behaviour.prefetch.kind !== 'none' || latency.client || latency.upstream) return false;
  if (behaviour.serveStale || behaviour.rateLimit || mayEvict(behaviour, scenario)) return false;
  if (turnsByCounter(behaviour)) return false;
  return scenario.resolvers.every(
    (upstream) =>
      !asks(group, upstream) ||
      (upstream.behaviour.shards === 1 &&
        upstreamPick !== 'query' &&
        behaviour.ttlClock === 'exact' &&
        upstream.behaviour.ttlClock === 'exact' &&
        behaviour.minTtl === 0 &&
        behaviour.maxTtl === Number.POSITIVE_INFINITY &&
        upstream.behaviour.ttlPassed === 'exact'),
  );
}

/** A counter stands wherever the hits of the running epoch have brought it. */
function turnsByCounter({ orderOnMiss, orderOnHit, orderOnJoin }: ResolverBehaviour): boolean {
  return [orderOnMiss, orderOnHit, orderOnJoin].some(({ name, settings }) =>
    byName(orders, name).countedPer?.(settings),
  );
}

/**
 * Seconds that a resolver may keep an answer of a TTL, those above it included, of whom it asks whatever name.
 *
 * @param below groups that have asked it: names routed by suffix may make groups ask one another
 */
export function chainTtl(
  group: ResolverGroup,
  scenario: Pick<Scenario, 'resolvers'>,
  ttl: Seconds,
  below: readonly ResolverGroup[] = [],
): Seconds {
  const kept = Math.min(Math.max(ttl, group.behaviour.minTtl), group.behaviour.maxTtl);
  const upstreams = scenario.resolvers.filter(
    (other) => asks(group, other) && !below.includes(other),
  );
  const above = upstreams.map((one) => chainTtl(one, scenario, ttl, [...below, group]));
  return kept + Math.max(0, ...above);
}

/** Seconds that a client may keep what it was answered with a TTL; Infinity: for ever. */
export function clientLifetime(
  { behaviour: { dns, ...behaviour } }: ClientGroup,
  ttl: Seconds,
  scenario: Pick<Scenario, 'backends' | 'balancers'>,
): Seconds {
  const pool = behaviour.pool && limitedPool(behaviour.pool, scenario);
  const kept =
    intervalOf(behaviour.reresolve) ??
    (dns.kind === 'none' ? 0 : lifeOf(dns, ttl) + (dns.grace ?? 0)) +
      behindOf(dns).reduce((sum, cache) => sum + lifeOf(cache, ttl), 0);
  const idle = pool && Number.isFinite(pool.idle) ? pool.idle : 0;
  return kept + idle + (pool?.maxAge ? meanOf(pool.maxAge) : 0);
}
