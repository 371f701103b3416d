import type { Result } from '../result.ts';
import type { Study } from '../study.ts';
import type { Tally } from '../tally.ts';

/** `scenario`: what was run, and how its start was had. */
export function scenarioBlock({ scenario, seed, hash }: Study, tally: Tally): Result['scenario'] {
  return {
    name: scenario.name,
    description: scenario.description,
    hash,
    seed,
    durationSeconds: scenario.duration,
    warmupSeconds: scenario.warmup,
    leadInSeconds: tally.leadIn,
    windowSeconds: scenario.window,
    replications: tally.replications,
    start: scenario.start,
    startMethod: startMethod(scenario.start, tally.leadIn),
    detail: scenario.detail,
  };
}

function startMethod(start: 'stationary' | 'cold', leadIn: number): string {
  if (start === 'cold') return 'cold';
  return leadIn > 0 ? 'closed form and lead-in' : 'closed form';
}
