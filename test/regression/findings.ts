/**
 * The finding that opens each scenario of the catalogue, as a template filled from its result: what the file
 * says and what the run gives cannot part.
 */
import type { Result } from '../../experiments/result.ts';
import { awsRegion } from '../../sim/geography/aws-regions.ts';
import { distance, roundTripOver } from '../../sim/geography/distance.ts';
import type { Coordinates } from '../../sim/scenario.ts';
import { secondsClockCycle } from '../../theory/caching/seconds-clock.ts';
import { balancerFindings } from './balancer-findings.ts';
import { cacheFindings } from './cache-findings.ts';
import { loadFindings } from './load-findings.ts';
import { poolFindings } from './pool-findings.ts';
import { populationFindings } from './population-findings.ts';
import {
  backend,
  count,
  event,
  mean,
  milliseconds,
  percent,
  root,
  seconds,
  windowPeak,
} from './words.ts';

/** From Singapore to Frankfurt, where everybody goes without client subnets. */
const singaporeToFrankfurt = roundTripOver(
  distance(
    { latitude: 1.35, longitude: 103.82 },
    awsRegion('eu-central-1')?.coordinates as Coordinates,
  ),
);

/** How far the mean share farthest from its intended share is from it, relative to it. */
const farthest = ({ backends }: Result) =>
  Math.max(
    ...backends.map(({ share, intendedShare }) => Math.abs(mean(share) / mean(intendedShare) - 1)),
  );

export const findings: Readonly<Record<string, (result: Result) => string>> = {
  'three-instances': (r) =>
    `over an hour evenly (√CV² ${percent(r.skew.whole.rmsCv, 1)}, the mean shares within ${percent(farthest(r), 1)} of a third); ` +
    `in 5 % of half-minutes one instance takes ${windowPeak(r)} or more.`,
  'frozen-order': (r) =>
    `√CV² ${percent(r.skew.whole.rmsCv, 1)} over an hour (${percent(root(r.skew.whole.expectedCvSquared), 1)} expected, ${percent(root(r.skew.whole.floor.cvSquared), 1)} if each request chose for itself); ` +
    `in 5 % of half-minutes one instance takes ${windowPeak(r)} or more.`,
  'same-subnet': (r) =>
    `it has the longest prefix in common with the office: ${percent(mean(backend(r, 'web-1').share), 0)} of the requests go to web-1, in whatever order the answers come.`,
  'one-busy-resolver': (r) =>
    `one instance at a time has everyone for a minute (${windowPeak(r)} in a half-minute), so even an hour is uneven: √CV² ${percent(r.skew.whole.rmsCv, 0)}, ` +
    `where a free choice of each user would leave ${percent(root(r.skew.whole.floor.cvSquared), 1)}.`,
  'beyond-eight': (r) =>
    `not quite: every answer leaves four out for a minute, √CV² ${percent(r.skew.whole.rmsCv, 1)} over an hour instead of ${percent(root(r.skew.whole.floor.cvSquared), 1)}; ` +
    `in 5 % of half-minutes one instance takes ${windowPeak(r)} or more.`,
  'busy-canary': (r) =>
    `${percent(mean(backend(r, 'canary').share), 1)} on average, but in 5 % of half-minutes ${mean(r.skew.windows.peakToMean.p95).toFixed(1)} times its part or more, ` +
    `because each of the ${mean(r.authority.hiddenLoad.mean).toFixed(0)} requests that follow one answer goes the same way.`,
  'zipf-head': (r) =>
    `hardly: √CV² ${percent(r.skew.whole.rmsCv, 0)} over an hour, for ${mean(r.authority.hiddenLoad.heaviest).toFixed(0)} requests follow the heaviest answer and ` +
    `${mean(r.authority.hiddenLoad.mean).toFixed(0)} an average one; all answers together weigh as much as ${mean(r.skew.whole.effectiveDraws).toFixed(0)} equal ones.`,
  crash: (r) =>
    `it left DNS after ${seconds(event(r).detectionSeconds.firstEdge)}, but caches kept naming it: 99 % of its users are gone after ${seconds(event(r).drainSeconds.p99)}, ` +
    `the last request comes ${seconds(event(r).lastRequestSeconds)} after the crash, and ${count(event(r).failedRequests)} requests fail.`,
  'nearest-region': (r) =>
    `its record is left after ${seconds(event(r).detectionSeconds.firstEdge)} and forgotten a TTL later, by when ${count(event(r).failedRequests)} requests have failed; then Virginia serves them, and ` +
    `over the half-hour half of Europe's connections take ${milliseconds(r.clients[0]?.connectTime?.p50Seconds)} where America's take ${milliseconds(r.clients[1]?.connectTime?.p50Seconds)}.`,
  'resolver-abroad': (r) =>
    `where their resolvers are: ${percent(mean(backend(r, 'elsewhere').share), 1)} of the requests cross the Atlantic, and one connection in twenty takes ` +
    `${milliseconds(r.clients[0]?.connectTime?.p95Seconds)}, where half take ${milliseconds(r.clients[0]?.connectTime?.p50Seconds)}.`,
  'ecs-public-resolver': (r) =>
    `${mean(r.authority.queriesPerSecond).toFixed(2)} queries a second, where one entry for all asks ${(1 / secondsClockCycle(20, 60)).toFixed(2)}: each of 512 prefixes has an entry of its own, and ` +
    `the hit ratio is ${percent(mean(r.resolvers[0]?.hitRatio ?? null), 1)}. For $${mean(r.authority.charges[0]?.usdPerMonth ?? null).toFixed(2)} a month Singapore connects in ` +
    `${milliseconds(r.clients[1]?.connectTime?.p50Seconds)} instead of ${Math.round(1000 * singaporeToFrankfurt)} ms; Berlin gains nothing.`,
  bias: (r) =>
    `Paris and Madrid, whole: Frankfurt has ${percent(mean(backend(r, 'frankfurt').share), 1)} of the requests, where it had Berlin alone; Manchester and Dublin stay with London.`,
  'office-block': (r) =>
    `those at their desks: ${percent(mean(backend(r, 'preview').share), 1)} of the requests are the preview's, for an address at home is in nobody's block.`,
  'rolling-deploy': (r) =>
    `${count(r.totals.failed)}, ${percent(mean(r.totals.failed) / mean(r.totals.made), 2)} of all: when an instance stops, edges and caches still name it, and its record takes ` +
    `${seconds(event(r).settleSeconds.p99)} to be forgotten by 99 % of the users.`,
  'scale-out': (r) =>
    `half of its part after ${seconds(event(r).settleSeconds.p50)}, 90 % after ${seconds(event(r).settleSeconds.p90)}: nobody asks again before the old answer ends.`,
  'cutover-gap': (r) =>
    `${percent(mean(r.totals.failed) / mean(r.totals.made), 1)} of all requests in 25m find no address: resolvers that asked in those seconds keep that for 15m, the negative TTL. ` +
    `The others follow the new records ${seconds((r.events[1] as Result['events'][number]).settleSeconds.p99)} after they are there.`,
  'jvm-forever': (r) =>
    `not before they are restarted: ${percent(event(r).plateau?.mean, 0)} of the requests still go to the old address ${seconds(event(r).censoredAtSeconds)} after the move.`,
  'keep-alive': (r) =>
    `not while they stay busy: ${seconds(event(r).censoredAtSeconds)} later ${percent(event(r).plateau?.mean, 0)} of the requests still go where their connections lead, ` +
    `and the new instance has ${percent(mean(backend(r, 'new').share), 1)} of the load.`,
  heir: (r) =>
    `web-3 alone, the next in a rotated list, carries ${percent(mean(backend(r, 'web-3').share), 0)} of all requests, twice as much as web-1 or web-4.`,
  overload: (r) =>
    `each server is busy ${percent(mean(backend(r, 'api-1').utilisation), 0)} of the time, and yet half of the responses take over ${seconds(backend(r, 'api-1').responseTime?.p50Seconds ?? null)} and one in a hundred over ` +
    `${seconds(backend(r, 'api-1').responseTime?.p99Seconds ?? null)}: for a minute at a time one of them has too many users.`,
  failover: (r) =>
    `the primary's record is left after ${seconds(event(r).detectionSeconds.firstEdge)}, 99 % of the users have left it after ${seconds(event(r).drainSeconds.p99)}, and ${count(event(r).failedRequests)} requests fail; ` +
    `the standby carries ${percent(mean(backend(r, 'standby').share), 1)} of all requests.`,
  'nested-alias-tree': (r) =>
    `to the second pool ${seconds(event(r).detectionSeconds.firstEdge)} after the first has crashed, and to the other place, two levels up, ` +
    `${seconds(r.events[1]?.detectionSeconds.firstEdge ?? null)} after the second has; 99 % have left the dead pools after ${seconds(event(r).drainSeconds.p99)} and ` +
    `${seconds(r.events[1]?.drainSeconds.p99 ?? null)}, and ${percent(mean(r.totals.failed) / mean(r.totals.made), 1)} of the requests fail.`,
  'zone-from-listing': (r) =>
    `the listing's ${r.backends.length} instances are asked ${mean(r.authority.queriesPerSecond).toFixed(2)} times a second for ` +
    `${(mean(r.totals.made) / r.scenario.durationSeconds).toFixed(0)} requests; √CV² ${percent(r.skew.whole.rmsCv, 1)}.`,
  'round-robin-hot-domains': (r) =>
    `the answers, but not the load: in 5 % of five-minute spans one server takes ${windowPeak(r)} or more, for ` +
    `${mean(r.authority.hiddenLoad.heaviest).toFixed(0)} requests follow the heaviest answer and ${mean(r.authority.hiddenLoad.mean).toFixed(0)} an average one.`,
  ...balancerFindings,
  ...cacheFindings,
  ...loadFindings,
  ...poolFindings,
  ...populationFindings,
  tutorial: (r) =>
    `as three multivalue record sets, ${r.backends.map(({ share }) => percent(mean(share), 1)).join(', ')}; as written, Route 53 refuses it.`,
};

/** The comment line of a scenario that states its finding. */
export const FINDING = /^# Finding: {2}(.*)$/m;
