/**
 * Share of requests by backend, with its 95 % interval and the intended share. A few backends are bars
 * with names in the scenario's order; many are thin bars by size, from which the shape is read.
 */
import type { Result } from '../../experiments/result.ts';
import { count, meanOf, significant, span } from '../numbers.ts';
import type { Chart } from './chart.ts';
import { namedShares } from './named-shares.ts';
import { paper } from './paper.ts';
import { rankedShares } from './ranked-shares.ts';
import { shareFinding } from './share-finding.ts';

/** As many names as stand legibly above one another. */
const NAMED_AT_MOST = 16;

export const share: Chart = {
  name: 'share',
  summary: 'Share of requests by backend, with its 95 % interval and the intended share.',
  configuration(result) {
    const options = paper({ title: shareFinding(result), subtitle: setUp(result) });
    return result.backends.length <= NAMED_AT_MOST
      ? namedShares(result.backends, options)
      : rankedShares(result.backends, options);
  },
};

function setUp({ scenario, outcome, totals, authority }: Result): string {
  const runs = scenario.replications === 1 ? 'one run' : `${scenario.replications} runs`;
  const stopped = outcome === 'aborted' ? ' (stopped early)' : '';
  return [
    `${scenario.name}: ${runs} of ${span(scenario.durationSeconds - scenario.warmupSeconds)}${stopped}`,
    `${meanOf(totals.requests, count)} requests a run`,
    `${meanOf(authority.queriesPerSecond, (rate) => significant(rate))} DNS queries/s`,
    `seed ${scenario.seed}`,
  ].join(', ');
}
