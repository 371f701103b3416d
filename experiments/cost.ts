/** What a study will cost, estimated from its scenario before anything runs. */

import { intervalOf } from '../sim/clients/own-caches.ts';
import { meanLength } from '../sim/clients/session-draws.ts';
import { tripLaws } from '../sim/geography/trips.ts';
import { FAILURES } from '../sim/measurements.ts';
import { meanOf } from '../sim/random/index.ts';
import { upstreamsOf } from '../sim/resolvers/routes.ts';
import type { ClientGroup, Scenario } from '../sim/scenario.ts';
import type { Seconds } from '../sim/settings.ts';
import { arrivalRateOf, rateOf } from '../sim/start/flows.ts';
import { leadInOf } from '../sim/start/lead-in.ts';
import { countedEvents } from './counted-cost.ts';
import type { Study } from './study.ts';

export interface Cost {
  /** Expected events of one replication, its lead-in included, and of all. */
  readonly eventsPerReplication: number;
  readonly events: number;
  /** Peak memory of the tables, in bytes, the program itself left out. */
  readonly bytes: number;
  /** What they are made of, the largest first. */
  readonly parts: readonly CostPart[];
}

export interface CostPart {
  readonly what: string;
  /** In all replications. */
  readonly events: number;
  readonly bytes: number;
}

/** Bytes of a client by name looked up: its cache entry, waiting line, connections and turn; and of a connection. */
const CLIENT_BYTES = 40;
const CONNECTION_BYTES = 72;
/** Bytes of a session under way, with its event and the choice that it holds. */
const SESSION_BYTES = 160;
/** Bytes of a cache entry: expiry, prefetch, TTL, choice, edge, frozen order, waiters, and the answer it holds. */
const ENTRY_BYTES = 160;
/** Events of a look-up that no request waits for: it falls due, and reaches the resolver. */
const LOOKUP_EVENTS = 2;
const HISTOGRAM_BYTES = 62 * 128 * 8;
/** Counters by window of a backend that has a server. */
const SERVER_COLUMNS = 12;
/** Bytes per number of a replication that is kept until the end: a numerator and a denominator. */
const SAMPLE_BYTES = 16;

/** Expected events and bytes; within about a factor of two, on the high side. */
export function estimateCost({
  scenario,
  replications,
}: Pick<Study, 'scenario' | 'replications'>): Cost {
  const parts = [
    ...scenario.clients.map((group) => clientsPart(group, scenario, replications)),
    cachesPart(scenario),
    serversPart(scenario),
    windowsPart(scenario),
    resultsPart(scenario, replications),
  ].sort((a, b) => b.events - a.events || b.bytes - a.bytes);
  const sum = (of: 'events' | 'bytes') => parts.reduce((total, part) => total + part[of], 0);
  return {
    eventsPerReplication: sum('events') / replications,
    events: sum('events'),
    bytes: sum('bytes'),
    parts,
  };
}

/**
 * Why a cost is too high, with the figure and what would help; null when it is not.
 *
 * @param limits `maxEvents` over all replications (1e9 when left out), `maxMemory` in bytes (no limit when left out)
 */
export function refuse(
  cost: Cost,
  limits: { readonly maxEvents?: number; readonly maxMemory?: number } = {},
): string | null {
  const { maxEvents = 1e9, maxMemory = Number.POSITIVE_INFINITY } = limits;
  const most = (of: 'events' | 'bytes') =>
    cost.parts.reduce((a, b) => (b[of] > a[of] ? b : a)).what;
  if (cost.events > maxEvents) {
    return (
      `about ${rounded(cost.events)} events, above the limit of ${rounded(maxEvents)}; most come from ${most('events')}. ` +
      'A shorter duration, fewer replications or a lower rate would help; --max-events raises the limit'
    );
  }
  if (cost.bytes > maxMemory) {
    return (
      `about ${mebibytes(cost.bytes)} MiB of memory, above the limit of ${mebibytes(maxMemory)} MiB; ` +
      `most is for ${most('bytes')}. Fewer clients or resolvers, or a longer window would help; --max-memory raises the limit`
    );
  }
  return null;
}

function clientsPart(group: ClientGroup, scenario: Scenario, replications: number): CostPart {
  const { name, count, lookup, behaviour } = group;
  const seconds = scenario.duration + leadInOf(scenario).seconds;
  const perReplication =
    scenario.detail === 'requests'
      ? usualRate(group, scenario) *
        usualSeconds(group, scenario, seconds) *
        eventsPerRequest(group, scenario)
      : countedEvents(group, scenario, seconds);
  const interval = intervalOf(behaviour.reresolve) ?? Number.POSITIVE_INFINITY;
  const timed = ((count ?? 0) * lookup.length * seconds) / interval;
  const connections = behaviour.pool ? Math.min(behaviour.pool.maxConns, 2) : 0;
  return {
    what: `requests of ${name}`,
    events: (perReplication + timed * LOOKUP_EVENTS) * replications,
    bytes:
      sessionBytes(group) +
      (count ?? 0) * lookup.length * (CLIENT_BYTES + connections * CONNECTION_BYTES) +
      3 * HISTOGRAM_BYTES,
  };
}

const MOMENTS = 96;

/** Requests a second, over the run, where the rate is known to move. */
function usualRate(group: ClientGroup, { duration }: Scenario): number {
  let sum = 0;
  for (let i = 0; i < MOMENTS; i++) sum += rateOf(group, ((i + 0.5) * duration) / MOMENTS);
  return sum / MOMENTS;
}

/** How long a group would need for all its requests at its usual rate: surges count as often as they multiply it. */
function usualSeconds(group: ClientGroup, { events, duration }: Scenario, seconds: Seconds) {
  return events.reduce((sum, event) => {
    if (event.verb !== 'surge' || !event.clients.includes(group.name)) return sum;
    const left = Math.max(0, duration - meanOf(event.at));
    const lasts = event.lasts ? Math.min(left, meanOf(event.lasts)) : left;
    return sum + (event.factor - 1) * lasts;
  }, seconds);
}

function sessionBytes(group: ClientGroup): number {
  return group.session ? arrivalRateOf(group) * meanLength(group.session) * SESSION_BYTES : 0;
}

/**
 * The arrival, and at most one event for each delay on the way and each time-out; a stage without delay is no event.
 * Retries are left out: how many there are is a result.
 */
function eventsPerRequest(
  group: ClientGroup,
  { resolvers, network, backends, events }: Scenario,
): number {
  const { resolvers: used, behaviour } = group;
  const groups = resolvers.filter(({ name }) => used.some((part) => part.group === name));
  const travels = tripLaws(network, group, backends) !== null;
  const toResolver = groups.some(({ latency }) => latency.client) ? 2 : 0;
  const upstream = groups.some((group) => group.latency.upstream || upstreamsOf(group).length > 0)
    ? 2
    : 0;
  const served = backends.some(({ server }) => server) ? 1 : 0;
  const isLimited = Number.isFinite(behaviour.requestTimeout);
  const isStruck = events.some(({ verb }) => verb === 'fault');
  const timeOut = (isLimited || isStruck) && (travels || served > 0) ? 1 : 0;
  return 1 + toResolver + upstream + (travels ? 3 : 0) + served + timeOut;
}

/** Response times: of the run, of the window, and of all replications. */
function serversPart({ backends }: Scenario): CostPart {
  const servers = backends.filter(({ server }) => server).length;
  return { what: 'servers', events: 0, bytes: servers * 3 * HISTOGRAM_BYTES };
}

function cachesPart({ resolvers, clients }: Scenario): CostPart {
  const names = new Set(clients.flatMap(({ lookup }) => lookup.map(({ name }) => name))).size;
  const shards = resolvers.reduce((sum, { count, behaviour }) => sum + count * behaviour.shards, 0);
  return { what: 'resolver caches', events: 0, bytes: shards * names * ENTRY_BYTES };
}

/** Every counter of every window: recorded, handed over, and summed for the series. */
function windowsPart({
  duration,
  warmup,
  window,
  backends,
  clients,
  resolvers,
}: Scenario): CostPart {
  const windows = Math.ceil((duration - warmup) / window);
  const ofServers = backends.some(({ server }) => server) ? SERVER_COLUMNS : 0;
  const columns =
    2 +
    (5 + ofServers) * backends.length +
    (7 + FAILURES.length) * clients.length +
    4 * resolvers.length;
  return { what: 'windows', events: 0, bytes: windows * columns * 8 * 3 };
}

/** Numbers of each replication that intervals need. */
function resultsPart({ backends, clients, resolvers }: Scenario, replications: number): CostPart {
  const numbers = 60 + 12 * backends.length + 8 * clients.length + 104 * resolvers.length;
  return {
    what: 'replications',
    events: 0,
    bytes: replications * numbers * SAMPLE_BYTES + 5 * HISTOGRAM_BYTES,
  };
}

/** Three significant digits: `5e10`, `1.23e9`; as they are below a million. */
function rounded(value: number): string {
  const three = Number(value.toPrecision(3));
  return three < 1e6 ? String(three) : three.toExponential().replace('+', '');
}

function mebibytes(bytes: number): number {
  return Math.round(bytes / 1_048_576);
}
