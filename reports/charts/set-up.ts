/** The subtitle of every chart: what was run, how often, at which TTL. */
import type { Result } from '../../experiments/result.ts';
import { notRoute53 } from '../not-route53.ts';
import { count, meanOf, significant, span } from '../numbers.ts';

export function setUp(result: Result): string {
  const { totals, authority } = result;
  return [
    `${result.scenario.name}: ${runs(result)}`,
    ...ttls(result),
    ...(result.scenario.notRoute53?.length ? [notRoute53(result.scenario.notRoute53)] : []),
    `${meanOf(totals.requests, count)} requests a run`,
    `${meanOf(authority.queriesPerSecond, (rate) => significant(rate))} DNS queries/s`,
    `seed ${result.scenario.seed}`,
  ].join(', ');
}

function runs({ scenario, outcome }: Result): string {
  const times = scenario.replications === 1 ? 'one run' : `${scenario.replications} runs`;
  const stopped = outcome === 'aborted' ? ' (stopped early)' : '';
  return `${times} of ${span(scenario.durationSeconds - scenario.warmupSeconds)}${stopped}`;
}

/** `TTL 60s`, `TTL 60s and 300s`, `TTLs from 30s to 1h`; nothing where no look-up finds a record. */
function ttls({ scenario }: Result): string[] {
  const all = new Set((scenario.lookups ?? []).flatMap(({ ttlSeconds }) => ttlSeconds));
  const ascending = [...all].sort((a, b) => a - b).map(span);
  if (ascending.length === 0) return [];
  if (ascending.length <= 2) return [`TTL ${ascending.join(' and ')}`];
  return [`TTLs from ${ascending[0]} to ${ascending.at(-1)}`];
}
