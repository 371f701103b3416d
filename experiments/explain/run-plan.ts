/** How a run would go: its detail, how it starts and why, and what it costs. */
import { leadInOf } from '../../sim/start/lead-in.ts';
import { estimateCost } from '../cost.ts';
import type { Study } from '../study.ts';
import type { RunPlan } from './explanation.ts';

export function runPlanOf(study: Study): RunPlan {
  const { scenario } = study;
  const { seconds, exact } = leadInOf(scenario);
  const { events, bytes } = estimateCost(study);
  return {
    detail: scenario.detail,
    detailReason: 'every request is an event',
    start: scenario.start,
    startReason: startReason(scenario.start, exact, seconds),
    leadInSeconds: seconds,
    events,
    bytes,
  };
}

function startReason(start: 'stationary' | 'cold', exact: boolean, leadIn: number): string {
  if (start === 'cold') return 'as asked for: every cache begins empty, and TTLs expire in step';
  if (exact)
    return leadIn > 0 ? 'closed forms, and the lead-in asked for' : 'closed forms are exact here';
  return 'closed forms, then a lead-in: caches, connections, delays or arrivals here have none that is exact';
}
