/** What holds of every run, whatever the scenario; each check gives what is broken, in words, or nothing. */
import { FAILURES, type Measurements } from '../../sim/measurements.ts';
import { streamsOf } from '../../sim/random/streams.ts';
import type { Scenario } from '../../sim/scenario.ts';
import { buildWorld } from '../../sim/world.ts';
import { columnSums, sum } from './scenarios.ts';

/** Of rounding, in sums of some thousand numbers. */
const SLACK = 1e-6;

/**
 * Runs a replication and stops at `instants`: requests and attempts made since the measured span began are over, or in
 * flight beyond those of its beginning.
 */
export function lostOnTheWay(
  scenario: Scenario,
  seed: string,
  instants: readonly number[],
): string[] {
  const { engine, recorder, source, groups, backends } = buildWorld(scenario, streamsOf(seed, 1));
  const over = (column: 'made' | 'completed' | 'attempts' | 'attemptsFailed') =>
    sum(groups.map(({ columns }) => recorder.total(columns[column])));
  const failed = () =>
    sum(
      groups.flatMap(({ columns }) => FAILURES.map((_, i) => recorder.total(columns.failures + i))),
    );
  const edges = new Set(recorder.windowStarts);
  let [requests, attempts] = [0, 0];
  const found: string[] = [];
  const times = [...edges, ...instants, scenario.duration].sort((a, b) => a - b);
  for (const at of times) {
    engine.run(at);
    source.settle();
    if (edges.delete(at)) {
      backends.closeWindow();
      if (at === recorder.windowStarts[0])
        [requests, attempts] = [source.inFlight, source.attemptsInFlight];
      recorder.nextWindow();
    }
    if (at < (recorder.windowStarts[0] as number)) continue;
    const requestsLost = requests + over('made') - over('completed') - failed() - source.inFlight;
    const attemptsLost =
      attempts +
      over('attempts') -
      over('completed') -
      over('attemptsFailed') -
      source.attemptsInFlight;
    if (requestsLost !== 0) found.push(`at ${at} s ${requestsLost} requests are lost`);
    if (attemptsLost !== 0) found.push(`at ${at} s ${attemptsLost} attempts are lost`);
    if (found.length > 0) break;
  }
  return found;
}

/** What a window's numbers say about backends and clients that cannot be. */
export function impossible(scenario: Scenario, m: Measurements): string[] {
  return [...ofServers(scenario, m), ...ofShares(m), ...ofClients(m), ...ofCauses(m)];
}

/** Causes that do not add up to what expected CV² is made of. */
function ofCauses({ skew: { causes, wholeWeight, wholeRequests } }: Measurements): string[] {
  const { requests, chance, kept, order, content } = causes;
  const parts = [chance, kept, order, content].map((cells) => sum(cells));
  const slack = SLACK * sum(parts.map(Math.abs));
  return [
    ...(Math.abs(sum(parts) - wholeWeight) > slack
      ? [`causes add up to ${sum(parts)}, not ${wholeWeight}`]
      : []),
    ...(sum(requests) === wholeRequests
      ? []
      : [`causes know of ${sum(requests)} requests, not ${wholeRequests}`]),
  ];
}

function ofServers(scenario: Scenario, { backends, windowStarts, span }: Measurements): string[] {
  const { servers, requests, names, openSeconds } = backends;
  const found: string[] = [];
  if (openSeconds.some((seconds) => seconds < -SLACK)) found.push('fewer connections than none');
  if (!servers) return found;
  const end = (windowStarts[0] as number) + span;
  names.forEach((name, i) => {
    const server = scenario.backends[i]?.server;
    if (!server) return;
    let held = servers.heldAtStart[i] as number;
    windowStarts.forEach((start, w) => {
      const at = (values: Float64Array) => values[w * names.length + i] as number;
      const says = (what: string) => found.push(`${name}, window ${w}: ${what}`);
      const seconds = ((windowStarts[w + 1] ?? end) - start) * (1 + SLACK);
      held += at(requests) - at(servers.completed) - at(servers.lost);
      if (at(servers.held) !== held) says(`holds ${at(servers.held)}, not ${held}`);
      if (held < 0) says(`holds ${held}`);
      if (at(servers.busySeconds) < -SLACK) says('is busy for less than no time');
      if (at(servers.busySeconds) > server.workers * seconds) says('is busier than all the time');
      if (at(servers.queueSeconds) < -SLACK) says('has a queue shorter than none');
      if (at(servers.queueSeconds) > at(servers.queueMax) * seconds)
        says('has a queue above its longest');
      if (at(servers.queueMax) > server.queueLimit) says('has a queue above its limit');
      if (at(servers.wasted) > at(servers.completed)) says('wastes more than it does');
    });
  });
  return found;
}

function ofShares({ backends, windowStarts }: Measurements): string[] {
  const count = backends.names.length;
  return windowStarts.flatMap((_, w) => {
    const whole = sum(backends.intended.subarray(w * count, (w + 1) * count));
    return Math.abs(whole - 1) < SLACK || Math.abs(whole) < SLACK
      ? []
      : [`window ${w}: intended shares sum to ${whole}`];
  });
}

function ofClients({
  clients,
  backends,
  attemptsInFlightStart,
  resolvers,
}: Measurements): string[] {
  const completed = sum(clients.map((group) => sum(group.completed)));
  const accepted = sum(columnSums(backends.requests, backends.names.length));
  const found: string[] = [];
  if (completed > accepted + attemptsInFlightStart)
    found.push(`${completed} requests are completed, but ${accepted} were accepted`);
  for (const { made, retries, attempts, lookups, cacheHits } of clients) {
    if (sum(cacheHits ?? []) > sum(lookups)) found.push('more hits than look-ups');
    if (sum(retries) > sum(made) * 100) found.push('more retries than any policy allows');
    if ([made, attempts, lookups].some((values) => values.some((n) => n < 0)))
      found.push('negative counts');
  }
  for (const { queries, hits, joins } of resolvers)
    if (sum(hits) + sum(joins) > sum(queries)) found.push('more hits than queries');
  return found;
}
