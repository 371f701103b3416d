/** Events of a Result made by hand. */
import type { EventBin, EventResult } from '../../experiments/result.ts';
import { estimate } from './sample-result.ts';

const NO_TIMES = { p50: null, p90: null, p99: null, p999: null } as const;

/** A change of records that nothing more is known of. */
export function sampleChange(seconds: number, more: Partial<EventResult> = {}): EventResult {
  return {
    name: 'set app.example.com',
    kind: 'set',
    target: 'app.example.com',
    at: estimate(seconds, 0),
    lastsSeconds: null,
    detectionSeconds: { firstEdge: null, lastEdge: null, balancers: null },
    drainSeconds: NO_TIMES,
    lastRequestSeconds: null,
    failedRequests: null,
    censoredAtSeconds: null,
    plateau: null,
    survivorsPeak: null,
    returnSeconds: null,
    settleSeconds: NO_TIMES,
    areaSeconds: { dead: null, stale: null },
    bins: [],
    ...more,
  };
}

/** A crash of web-2 that left DNS after 85 s: dead shares fall to 0 between 85 s and 150 s. */
export function sampleCrash(seconds: number, more: Partial<EventResult> = {}): EventResult {
  const dead = (s: number) => Math.min(1, Math.max(0, (150 - s) / 65));
  const bins = Array.from({ length: 60 }, (_, k): EventBin => {
    const share = dead(4 * k + 2);
    return {
      fromSeconds: 4 * k,
      toSeconds: 4 * k + 4,
      deadShare: estimate(share, 0.02 * share),
      staleShare: null,
      openConnections: null,
      failed: estimate(400 * share, 8 * share),
    };
  });
  return sampleChange(seconds, {
    name: 'crash web-2',
    kind: 'crash',
    target: 'web-2',
    detectionSeconds: { firstEdge: estimate(83, 2), lastEdge: estimate(87, 2), balancers: null },
    drainSeconds: {
      p50: estimate(118, 3),
      p90: estimate(144, 3),
      p99: estimate(149.5, 3),
      p999: null,
    },
    lastRequestSeconds: estimate(151, 4),
    failedRequests: estimate(11_800, 300),
    survivorsPeak: estimate(1.06, 0.01),
    areaSeconds: { dead: estimate(118, 3), stale: null },
    bins,
    ...more,
  });
}
