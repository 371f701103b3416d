/** The findings of scenarios about faults and load. */
import type { Result, SeriesOf } from '../../experiments/result.ts';
import { windowsOf } from '../../reports/charts/windows.ts';
import { span } from '../../reports/numbers.ts';
import { pooledSojourn } from '../../theory/queueing/pooled-servers.ts';
import { requestsFailed } from './outage-theory.ts';
import { backend, count, event, mean, milliseconds, percent, seconds } from './words.ts';

/** Sum over windows that begin at `from` seconds or later, before `to`. */
function sum(r: Result, series: SeriesOf | undefined, from: number, to = Number.POSITIVE_INFINITY) {
  const { starts } = windowsOf(r);
  return (series ?? []).reduce<number>((total, element, w) => {
    const value = typeof element === 'number' ? element : (element?.mean ?? 0);
    const start = starts[w] as number;
    return start >= from && start < to ? total + value : total;
  }, 0);
}

const users = (r: Result) => r.series.clients.users as Result['series']['clients'][string];
const ratio = (r: Result, over: 'failed' | 'attempts', from: number, to?: number) =>
  sum(r, users(r)[over], from, to) / sum(r, users(r).made, from, to);

export const loadFindings: Readonly<Record<string, (result: Result) => string>> = {
  'black-hole': (r) =>
    `one connection in four has the dead address first and takes ${seconds(r.clients[0]?.connectTime?.p95Seconds ?? null)} instead of ${milliseconds(r.clients[0]?.connectTime?.p50Seconds)}, ` +
    `${milliseconds(r.clients[0]?.connectTime?.meanSeconds)} on average; no request fails, and no error counts it.`,
  pinned: (r) =>
    `not while they stay busy: ${span((event(r).bins.at(-1)?.toSeconds as number) - mean(event(r).lastsSeconds))} after its return it has ${percent(event(r).bins.at(-1)?.deadShare?.mean, 1)} of its usual requests, ` +
    `and api-3 has had ${percent(mean(backend(r, 'api-3').share), 1)} of all.`,
  'zone-outage': (r) =>
    `the alias is passed over after ${seconds(event(r).detectionSeconds.firstEdge)}, for probes into silence take their time, 99 % of the users have left after ${seconds(event(r).drainSeconds.p99)}, ` +
    `and ${count(event(r).failedRequests)} requests fail, ${percent(mean(r.totals.failed) / mean(r.totals.made), 1)} of all.`,
  'retry-storm': (r) =>
    `no: ${seconds(r.events[0]?.lastsSeconds ?? null)} without them fill the queues, every user who gives up comes again, and from 8m on, three minutes after the last server is back, ` +
    `${ratio(r, 'attempts', 480).toFixed(2)} attempts a request keep them full: ${percent(ratio(r, 'failed', 480), 0)} of the requests fail.`,
  'serve-stale': (r) =>
    `${mean(r.totals.failed) === 0 ? 'none' : count(r.totals.failed)}: ${percent(mean(r.resolvers[0]?.staleAnswers ?? null) / mean(r.totals.made), 0)} of all requests follow a record that had expired; ` +
    `without, ${percent(requestsFailed / mean(r.totals.made), 0)} would fail, all but half a TTL of the outage.`,
  'split-queues': (r) =>
    `${milliseconds(r.clients[0]?.totalTime?.meanSeconds)} a request on average, for work of 100 ms, and one in twenty takes over ${seconds(r.clients[0]?.totalTime?.p95Seconds ?? null)}: ` +
    `a user waits behind others while another server has nothing to do. One queue would take ${Math.round(100 * pooledSojourn(4, 3.2))} ms.`,
  cascade: (r) =>
    `no: probes that wait for more than 2 s fail, servers leave DNS because they are busy, and the rest have more to bear: one has up to ${mean(event(r).survivorsPeak).toFixed(1)} times its part, ` +
    `and ${percent(ratio(r, 'failed', 600), 0)} of the requests fail from 10m on, with ${percent(mean(backend(r, 'api-1').utilisation), 0)} of the survivors' time spent.`,
};
