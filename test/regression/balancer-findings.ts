/** The findings of scenarios with a load balancer. */
import type { Result } from '../../experiments/result.ts';
import { pooledSojourn } from '../../theory/queueing/pooled-servers.ts';
import { mm1Sojourn } from '../../theory/queueing/single-server.ts';
import { backend, count, event, mean, milliseconds, percent, seconds } from './words.ts';

export const balancerFindings: Readonly<Record<string, (result: Result) => string>> = {
  'slow-instance': (r) =>
    `no: ${percent(event(r).plateau?.mean, 0)} of its usual requests still come, of which it turns ${count(backend(r, 'api-2').rejected)} away, ${percent(mean(r.totals.failed) / mean(r.totals.made), 1)} of all; ` +
    `half of the others take over ${seconds(backend(r, 'api-2').responseTime?.p50Seconds ?? null)}, where api-1 needs ${milliseconds(backend(r, 'api-1').responseTime?.p50Seconds)}.`,
  'two-choices': (r) =>
    `nearly: ${milliseconds(r.clients[0]?.totalTime?.meanSeconds)} a request for work of 100 ms, where a choice by lot takes ${Math.round(100 * mm1Sojourn(0.8))} ms and one queue for all ${Math.round(100 * pooledSojourn(4, 3.2))} ms.`,
  'cross-zone': (r) =>
    `the two: each gets ${percent(mean(backend(r, 'a-1').share), 1)} of the requests and is busy ${percent(mean(backend(r, 'a-1').utilisation), 0)} of the time, each of the eight gets ${percent(mean(backend(r, 'b-1').share), 1)} and is busy ${percent(mean(backend(r, 'b-1').utilisation), 0)}, ` +
    'because DNS deals nodes, not targets.',
  'balanced-deploy': (r) =>
    `${count(r.totals.failed)} requests, ${percent(mean(r.totals.failed) / mean(r.totals.made), 1)} of all: until two probes have failed, the balancer goes on sending each stopped target its part.`,
};
