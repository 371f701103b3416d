/** Which bins the curve of an event has when the scenario does not say (scenario.md, `curve`). */

import { probing } from '../authority/health/status.ts';
import { keyOf } from '../authority/record-change.ts';
import { targetNames } from '../backends/balancers/nodes.ts';
import { isOutage } from '../outages.ts';
import { byName } from '../plugin.ts';
import { laws } from '../random/index.ts';
import type { BalancerSpec, EventSpec, FaultSpec, Law, RecordSpec, Scenario } from '../scenario.ts';
import type { Seconds } from '../settings.ts';
import { chainTtl, clientLifetime } from '../start/lead-in.ts';

/** Bins in seconds after an event, ascending and without overlap; bin k is [from[k], to[k]). */
export interface Bins {
  readonly from: Float64Array;
  readonly to: Float64Array;
  /** Length of each. */
  readonly width: Seconds;
  /** Seconds before the event over which the usual load is taken. */
  readonly before: Seconds;
}

/** What bins depend on: the detail of a run is chosen later. */
type Described = Omit<Scenario, 'detail'>;

/** More than this many are never made; the scenario reader refuses to be asked for more. */
export const MOST_BINS = 10_000;
/** Time to live is followed this many times over, as far as bins go by default. */
const LIVES = 3;
const BINS_PER_TTL = 20;

/**
 * Bins of an event's curve. By default they are as long as a twentieth of the longest TTL of the records
 * concerned, at least a second (a window when no record is concerned), and reach as far as the story goes:
 * for a change of records its lag and three times what caches keep; for a fault its detection and three
 * times that, or when it ends before, the same again after its end.
 */
export function curveBins(event: EventSpec, scenario: Described): Bins {
  const width = event.curve.bin ?? defaultWidth(event, scenario);
  const story = defaultUntil(event, scenario);
  const centres = event.curve.at;
  if (centres !== null) {
    const from = Float64Array.from(centres, (centre) => centre - width / 2);
    return { from, to: from.map((start) => start + width), width, before: story };
  }
  const until = event.curve.until ?? story;
  const count = Math.min(
    MOST_BINS,
    Math.max(1, Math.ceil(reachable(event, scenario, until) / width - 1e-9)),
  );
  const from = Float64Array.from({ length: count }, (_, k) => k * width);
  return {
    from,
    to: Float64Array.from({ length: count }, (_, k) => (k + 1) * width),
    width,
    before: Math.max(until, story),
  };
}

/** Bins that follow the end of a fault, of the same width. */
export function returnBins(event: FaultSpec, scenario: Described, width: Seconds): number {
  if (event.lasts === null) return 0;
  const until = detection(event, scenario) + LIVES * memory(event, scenario);
  return Math.min(MOST_BINS, Math.max(1, Math.ceil(until / width)));
}

/** No further than the end of the run, where the time of the event is known. */
function reachable({ at }: EventSpec, { duration }: Described, until: Seconds): Seconds {
  return at.name === 'constant'
    ? Math.min(until, Math.max(0, duration - (at.settings as Seconds)))
    : until;
}

function defaultWidth(event: EventSpec, scenario: Described): Seconds {
  const ttl = longestTtl(event, scenario);
  return ttl === null ? scenario.window : Math.max(1, ttl / BINS_PER_TTL);
}

function defaultUntil(event: EventSpec, scenario: Described): Seconds {
  const memories = LIVES * memory(event, scenario);
  if (event.verb === 'surge')
    return (event.lasts ? meanOf(event.lasts) : scenario.duration) + memories;
  if (event.verb !== 'fault' && !isOutage(event)) return recordLag(scenario) + memories;
  const story = memories + (isOutage(event) ? 0 : detection(event, scenario));
  const lasts = event.lasts === null ? Number.POSITIVE_INFINITY : meanOf(event.lasts);
  return lasts < story ? lasts + story : story;
}

/** Seconds that an answer may be kept on its way to a request: caches in a row, and the client's own. */
function memory(event: EventSpec, scenario: Described): Seconds {
  const ttl = longestTtl(event, scenario);
  if (ttl === null) return scenario.window;
  const chains = scenario.resolvers.map((group) => chainTtl(group, scenario, ttl));
  const clients = scenario.clients.map((group) => clientLifetime(group, ttl, scenario));
  return Math.max(...chains) + Math.max(...clients.filter(Number.isFinite), 0);
}

/** Probes until the last checker has noticed, and the lag until the last edge knows; or a balancer's own checks. */
function detection(event: FaultSpec, { zones, balancers }: Described): Seconds {
  const { targets } = event;
  const ofBalancers = concernedBy(event, balancers).flatMap(({ targetGroups }) =>
    targetGroups.map(
      ({ healthCheck: { unhealthyThreshold, interval, timeout } }) =>
        unhealthyThreshold * (interval + timeout),
    ),
  );
  const slowest = zones.flatMap(({ healthChecks, edges }) =>
    probing(healthChecks)
      .filter(({ backend }) => targets.includes(backend))
      .map(
        ({ interval, failureThreshold, timeouts }) =>
          failureThreshold * (interval + timeouts.connect + timeouts.response) +
          2 * meanOf(edges.healthLag),
      ),
  );
  return Math.max(0, ...slowest, ...ofBalancers);
}

/** Twice the mean: the longest lag of a uniform law from 0. */
function recordLag({ zones }: Described): Seconds {
  return Math.max(...zones.map(({ edges }) => 2 * meanOf(edges.recordLag)));
}

function meanOf({ name, settings }: Law): Seconds {
  return byName(laws, name).mean(settings);
}

/** Longest TTL of the records that an event concerns; null when it concerns none. */
function longestTtl(event: EventSpec, scenario: Described): Seconds | null {
  const ttls = recordsOf(event, scenario).map(({ ttl }) => ttl);
  return ttls.length === 0 ? null : Math.max(...ttls);
}

/** The record sets that an event changes, or for a fault those that name what it strikes. */
export function recordsOf(
  event: EventSpec,
  { zones, backends, balancers }: Described,
): readonly RecordSpec[] {
  const records = zones.flatMap((zone) => zone.records);
  switch (event.verb) {
    case 'set': {
      const { name, type, setIdentifier } = event.record;
      return records.filter(
        (record) =>
          record.name === name &&
          record.type === type &&
          (setIdentifier === null || record.setIdentifier === setIdentifier),
      );
    }
    case 'change':
      return event.changes.flatMap(({ record }) => [record, ...replacedBy(record, records)]);
    case 'addBackend':
      return [
        ...event.records,
        ...records.filter((record) =>
          event.records.some(({ name, type }) => record.name === name && record.type === type),
        ),
      ];
    case 'register':
    case 'deregister':
    case 'surge':
      return [];
    case 'flush':
    case 'authorityOutage':
    case 'resolverOutage':
      return records;
    case 'fault': {
      const struck = backends
        .filter(({ name }) => event.targets.includes(name))
        .flatMap(({ addresses }) => addresses);
      const nodes = concernedBy(event, balancers).flatMap((balancer) => balancer.nodes);
      const leading = new Set([...struck, ...nodes.map(({ address }) => address)]);
      return records.filter(({ values }) => values.some((value) => leading.has(value)));
    }
  }
}

/** Balancers that have a target or a node among what a fault strikes. */
function concernedBy(
  { targets, nodes = [] }: FaultSpec,
  balancers: readonly BalancerSpec[],
): BalancerSpec[] {
  return balancers.filter(
    (balancer) =>
      targetNames(balancer).some((target) => targets.includes(target)) ||
      balancer.nodes.some(({ address }) => nodes.includes(address)),
  );
}

/** The record set of which a change makes another; at most one. */
export function replacedBy(
  changed: RecordSpec,
  records: readonly RecordSpec[],
): readonly RecordSpec[] {
  return records.filter((record) => keyOf(record) === keyOf(changed));
}
