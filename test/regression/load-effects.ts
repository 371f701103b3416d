/** What faults and load do to servers, in the catalogue and in its twins. */
import { hitRatio } from '../../theory/caching/poisson-cache.ts';
import { meanDetection } from '../../theory/failover/detection.ts';
import { staleSeconds } from '../../theory/failover/stale-share.ts';
import { pooledSojourn } from '../../theory/queueing/pooled-servers.ts';
import { mm1Sojourn, mm1SojournError } from '../../theory/queueing/single-server.ts';
import { asMeasured, type Effect } from './effect.ts';
import { requestsFailed, requestsFailedError } from './outage-theory.ts';

const ROUND_TRIP = 0.02;

/** Of four addresses in random order one is dead, and comes before a live one in a quarter of the lists. */
const connecting = (dead: number) => ROUND_TRIP + dead / 4;

/**
 * Share of one of four instances that is down for two of 24 minutes, from the sixth on. Connections of five minutes
 * are as old as chance has it: three quarters of them, those of the others, end evenly over the five minutes after
 * its return; the quarter that it lost was opened as it went, and ends three minutes after.
 */
const shareWhen = (lost: number) => (0.25 * (24 * 60 - 120 - lost)) / (24 * 60);

export const loadEffects: Readonly<Record<string, Effect>> = {
  'black-hole': {
    what: 'the mean time to connect',
    measured: ({ clients }) => clients[0]?.connectTime?.meanSeconds ?? null,
    withCause: connecting(3),
    without: connecting(ROUND_TRIP),
    error: asMeasured,
  },
  pinned: {
    what: 'the share of the instance that was down',
    measured: ({ backends }) => backends[1]?.share ?? null,
    withCause: shareWhen(16 * 60),
    without: shareWhen(300 - (0.75 * 300) / 2 - 0.25 * 120),
    error: asMeasured,
  },
  'zone-outage': {
    what: 'the requests that fail',
    measured: ({ events }) => events[0]?.failedRequests ?? null,
    withCause:
      100 *
      (meanDetection({ interval: 30, threshold: 3, publication: 0, failing: 4 }, 16) +
        staleSeconds(60, hitRatio(1, 60))),
    // Those of the last three seconds have not failed yet.
    without: 100 * (20 * 60 - 3),
    error: asMeasured,
  },
  'retry-storm': {
    what: 'the retries',
    measured: ({ totals }) => totals.retries,
    withCause: 'more',
    // A tenth of the requests, and what is in the bucket as the run begins.
    without: { atMost: 0.1 * 48 * 720 + 10 },
    error: asMeasured,
  },
  'serve-stale': {
    what: 'the requests that fail',
    measured: ({ totals }) => totals.failed,
    withCause: 0,
    without: requestsFailed,
    error: (failures, { n }) => (failures === 0 ? 0 : requestsFailedError(n)),
  },
  'split-queues': {
    what: 'the mean time that a request takes',
    measured: ({ clients }) => clients[0]?.totalTime?.meanSeconds ?? null,
    withCause: 0.1 * mm1Sojourn(0.8),
    without: 0.1 * pooledSojourn(4, 3.2),
    // Of one queue that all four had for themselves; one in common forgets faster.
    error: (_, { n }) => 0.1 * mm1SojournError(0.8, 32 * 1200 * n),
  },
  cascade: {
    what: 'the part of the answers that name one of the survivors',
    measured: ({ authority }) => authority.answers[0]?.any ?? null,
    withCause: 'less',
    without: 1,
    error: asMeasured,
  },
};
