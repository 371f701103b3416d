/** How a run would go: its detail, how it starts and why, and what it costs. */
import { needsRequests } from '../../sim/counts/needs.ts';
import type { Scenario } from '../../sim/scenario.ts';
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
    detailReason: detailReason(scenario),
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
  return 'closed forms, then a lead-in: caches, connections, delays, arrivals or a routing policy here have none that is exact';
}

function detailReason(scenario: Scenario): string {
  if (scenario.detail === 'counts')
    return 'numbers of requests are drawn: nothing here needs single ones';
  const [first, ...others] = needsRequests(scenario);
  if (!first) return 'every request is an event, though detail: counts would do';
  const more = others.length > 0 ? `, and ${others.length} more reasons` : '';
  return `every request is an event, for ${first.path.join('.')}: ${first.reason}${more}`;
}
