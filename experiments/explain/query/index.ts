import { closestZone } from '../../../sim/authority/zone.ts';
import { originsOf } from '../../../sim/questions.ts';
import type { Scenario } from '../../../sim/scenario.ts';
import type { Study } from '../../study.ts';
import { tool } from '../../tool.ts';
import type { Query, QueryExplanation } from '../query-explanation.ts';
import { Narration } from './narrate.ts';
import { stateAt } from './state-at.ts';

/**
 * How the authority comes to its answer to one question at one time.
 *
 * @throws {RangeError} if the name is in no zone, or nobody is called `from`; the message says so
 */
export function explainQuery({ scenario, hash }: Study, query: Query): QueryExplanation {
  const state = stateAt(scenario, query.atSeconds);
  if (!closestZone(state.zones, query.name))
    throw new RangeError(
      `${query.name} is in no zone of this scenario (${scenario.zones.map(({ name }) => name).join(', ')})`,
    );
  const origins = originsOf(scenario);
  const origin = origins.rows[origins.ofGroup[resolverRow(scenario, query.from)] as number];
  const narration = new Narration(state, origin as NonNullable<typeof origin>);
  narration.ask(query.name, query.type);
  return {
    schemaVersion: 1,
    tool,
    scenario: { name: scenario.name, hash },
    query,
    state: state.remarks,
    steps: narration.steps,
    answers: narration.answers,
  };
}

/** The resolver group itself, or the first that a client group asks. */
function resolverRow({ resolvers, clients }: Scenario, from: string): number {
  const asked = clients.find(({ name }) => name === from)?.resolvers[0]?.group ?? from;
  const row = resolvers.findIndex(({ name }) => name === asked);
  if (row < 0)
    throw new RangeError(
      `no resolver group or client group is called ${from} (${[...resolvers, ...clients].map(({ name }) => name).join(', ')})`,
    );
  return row;
}
