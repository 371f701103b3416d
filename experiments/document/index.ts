/** The result document (scenario.md part 5), block by block. */
import { assumptionsOf } from '../assumptions/index.ts';
import { ranked } from '../blame/ranked.ts';
import { judgeAll } from '../expectations/index.ts';
import type { Result } from '../result.ts';
import type { SeriesTally } from '../series.ts';
import { settlingOf } from '../settling.ts';
import type { Study } from '../study.ts';
import type { Tally } from '../tally.ts';
import { tool } from '../tool.ts';
import type { WindowLoads } from '../window-loads.ts';
import { authorityBlock } from './authority.ts';
import { backendsBlock } from './backends.ts';
import { balancersBlock } from './balancers.ts';
import { clientsBlock } from './clients.ts';
import { eventsBlock } from './events.ts';
import { resolversBlock } from './resolvers.ts';
import { scenarioBlock } from './scenario.ts';
import { skewBlock } from './skew.ts';
import { totalsBlock } from './totals.ts';

/** Everything measured so far as a result. */
export function documentOf(
  study: Study,
  tally: Tally,
  series: SeriesTally,
  loads: WindowLoads,
  outcome: Result['outcome'],
): Result {
  const { clients, resolvers, balancers } = study.scenario;
  const names = (groups: readonly { readonly name: string }[]) => groups.map(({ name }) => name);
  const block = scenarioBlock(study, tally);
  const windows = series.document(names(clients), names(resolvers));
  const document: Result = {
    schemaVersion: 1,
    tool,
    scenario: block,
    outcome,
    settling: settlingOf({ scenario: block, series: windows }),
    assumptions: assumptionsOf(study.scenario, tally.leadIn),
    totals: totalsBlock(tally),
    backends: backendsBlock(tally),
    skew: skewBlock(study.scenario, tally, loads),
    authority: authorityBlock(study.scenario, tally),
    ageOfAnswers: (tally.values('run') as unknown as Pick<Result, 'ageOfAnswers'>).ageOfAnswers,
    resolvers: resolversBlock(resolvers, tally),
    clients: clientsBlock(clients, tally),
    balancers: balancersBlock(balancers, tally),
    events: eventsBlock(tally),
    expectations: judgeAll(study, tally),
    series: windows,
  };
  return { ...document, skew: { ...document.skew, blamed: ranked(document, study.scenario) } };
}
