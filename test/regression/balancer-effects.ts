/** What a load balancer does that DNS cannot, and what it costs to leave it out, in the catalogue and in its twins. */
import { mm1Sojourn, mm1SojournError } from '../../theory/queueing/single-server.ts';
import type { Effect } from './effect.ts';

/** Requests of a quarter of an hour, and their share at one of them as if each chose its node by lot. */
const byLot =
  (rate: number): Effect['error'] =>
  (share, { n }) =>
    Math.sqrt((share * (1 - share)) / (rate * 900 * n));

export const balancerEffects: Readonly<Record<string, Effect>> = {
  'slow-instance': {
    what: 'the requests that fail',
    measured: ({ totals }) => totals.failed,
    // It gets 10/s and does 20/3 of them, for a quarter of an hour, once its queue of 50 is full.
    withCause: (10 - 20 / 3) * 900 - 50,
    without: 0,
    // Arrivals and services of a busy server, both Poisson.
    error: (failures, { n }) => (failures === 0 ? 0 : Math.sqrt(((10 + 20 / 3) * 900) / n)),
  },
  'two-choices': {
    what: 'the mean time that a request takes',
    measured: ({ clients }) => clients[0]?.totalTime?.meanSeconds ?? null,
    withCause: 'less',
    without: 0.1 * mm1Sojourn(0.8),
    error: (_, { n }) => 0.1 * mm1SojournError(0.8, 32 * 1200 * n),
  },
  'cross-zone': {
    what: 'the share of a target in the small zone',
    measured: ({ backends }) => backends[0]?.share ?? null,
    withCause: 1 / 2 / 2,
    without: 1 / 10,
    error: byLot(50),
  },
  'balanced-deploy': {
    what: 'the requests that fail',
    measured: ({ totals }) => totals.failed,
    // Two failed probes take U(10 s, 20 s), four times, and 15 requests a second come meanwhile.
    withCause: 4 * 15 * 15,
    without: 0,
    error: (failures, { n }) =>
      failures === 0 ? 0 : Math.sqrt((4 * ((15 * 15 * 100) / 12 + 15 * 15)) / n),
  },
};
