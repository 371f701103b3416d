import { answeringZones } from '../../sim/authority/external.ts';
import { endsOf } from '../../sim/authority/tree.ts';
import type { Scenario } from '../../sim/scenario.ts';
import { lookupShares } from '../../sim/start/flows.ts';
import { comparisonPolicies } from '../assumptions/comparison.ts';
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
    notRoute53: comparisonPolicies(scenario),
    lookups: lookupsOf(scenario),
  };
}

function startMethod(start: 'stationary' | 'cold', leadIn: number): string {
  if (start === 'cold') return 'cold';
  return leadIn > 0 ? 'closed form and lead-in' : 'closed form';
}

function lookupsOf(scenario: Scenario): Result['scenario']['lookups'] {
  const zones = answeringZones(scenario);
  const asked = lookupShares(scenario.clients);
  return [...new Set(asked.map(({ name }) => name))].map((name) => {
    const types = asked.filter((one) => one.name === name).map(({ type }) => type);
    const records = types.flatMap((type) => endsOf(zones, name, type));
    const ttls = new Set(records.map(({ ttl }) => ttl));
    return { name, ttlSeconds: [...ttls].sort((a, b) => a - b) };
  });
}
