/** Why expected CV² cannot be had from a scenario, where its formula assumes more than is so (model.md part 6). */
import { answeringZones } from '../authority/external.ts';
import { probing } from '../authority/health/status.ts';
import { isRecordEdit } from '../authority/record-change.ts';
import { routingPolicies } from '../authority/routing/index.ts';
import { grow, recordsIn } from '../authority/tree.ts';
import { find } from '../authority/zone.ts';
import { picks } from '../clients/picks/index.ts';
import { isOutage } from '../outages.ts';
import { byName, type Chosen } from '../plugin.ts';
import { originsOf, questionsOf } from '../questions.ts';
import { orders } from '../resolvers/orders/index.ts';
import { knowsAskers, selects } from '../resolvers/selecting.ts';
import type { ResolverBehaviour, Scenario } from '../scenario.ts';

/** A reason: the records send those who ask to different addresses, which is no skew. */
export const BY_PLACE = 'answers depend on where the query comes from';

/**
 * Before a run: why it may not be had.
 *
 * @param sorts whether some client group's sort can change the order received
 */
export function unpredictedBecause(scenario: Scenario, sorts: boolean): string | null {
  const faulty = scenario.events.some(({ verb }) => verb === 'fault');
  if (faulty) return 'faults turn requests away during the run';
  if (scenario.events.some(isOutage)) return 'look-ups fail while an outage lasts';
  if (scenario.events.some(isRecordEdit)) return 'records change during the run';
  const probed = scenario.zones.some(({ healthChecks }) =>
    probing(healthChecks).some(({ probe }) => probe === 'queue'),
  );
  if (probed) return 'health checks may fail under load, which changes the answers';
  return unpredictedInPrinciple(scenario, sorts);
}

/** Why it cannot be had even while nothing happens that changes what is answered. */
export function unpredictedInPrinciple(scenario: Scenario, sorts: boolean): string | null {
  if (scenario.backends.some(({ server }) => server && Number.isFinite(server.queueLimit)))
    return 'full queues may turn requests away';
  if (
    scenario.skewAgainst !== 'intended' ||
    scenario.backends.some(({ targetShare }) => targetShare !== null)
  ) {
    return 'skew is judged against other shares than the records intend';
  }
  if (scenario.clients.some(({ behaviour }) => behaviour.retry !== null))
    return 'clients begin failed requests again, perhaps elsewhere';
  if (scenario.clients.some(({ behaviour }) => byName(picks, behaviour.pick).takesTurns))
    return 'clients take turns of the addresses, so their choices are not independent';
  if (scenario.clients.some(({ family }) => family === 'dual'))
    return 'clients of both families follow one of two answers';
  if (sorts) return 'clients sort addresses, so a choice does not follow the answer alone';
  const stateful = scenario.zones
    .flatMap(({ records }) => records)
    .find(({ routing }) => byName(routingPolicies, routing).isForComparison);
  if (stateful) return `with ${stateful.routing} an answer depends on those before it`;
  if (scenario.zones.some(({ selection }) => selection === 'sticky'))
    return 'answers are sticky to the asker';
  if (scenario.balancers.length > 0) return 'a balancer chooses where requests go';
  const areKnown = knowsAskers(scenario);
  const selective = scenario.resolvers.find(({ behaviour }) => selects(behaviour, areKnown));
  if (selective) return `resolvers ${selective.name} select from the addresses of an answer`;
  const answers = answersBecause(scenario);
  if (answers) return answers;
  const ordered = scenario.zones.some(({ order }) => order === 'fixed');
  const fixed = scenario.resolvers.find(({ behaviour }) => keepsStoredOrder(behaviour, ordered));
  return fixed ? `resolvers ${fixed.name} hand on addresses in a fixed order` : null;
}

/** Whether some response shows the stored order, turned by a counter or not, and that order is not random. */
export function keepsStoredOrder(behaviour: ResolverBehaviour, ordered: boolean): boolean {
  if (behaviour.base === 'wire' && !ordered) return false;
  const { orderOnMiss, orderOnHit, orderOnJoin } = behaviour;
  const isRandom = ({ name, settings }: Chosen) => {
    const order = byName(orders, name);
    return order.memoryless && !order.countedPer?.(settings) && name !== 'shuffleNaive';
  };
  const asMiss = ({ name }: Chosen) => name === 'filling' || name === 'same';
  const hit = asMiss(orderOnHit) ? orderOnMiss : orderOnHit;
  const join = asMiss(orderOnJoin) ? orderOnMiss : orderOnJoin;
  return ![orderOnMiss, hit, join].every(isRandom);
}

/** What of the authority's answers the formula does not know: it takes each for a draw of its own from one law. */
function answersBecause(scenario: Scenario): string | null {
  const zones = answeringZones(scenario);
  const origins = originsOf(scenario);
  const trees = questionsOf(scenario, origins).map(({ name, type }) =>
    grow(find(zones, name, type)),
  );
  const records = trees.flatMap((tree) => recordsIn(tree));
  const differ = records.some(
    ({ routing }) => byName(routingPolicies, routing).looksAtOrigin === true,
  );
  if (differ && origins.rows.length > 1) return BY_PLACE;
  return trees.some(({ members }) => members.length > 1 && members[0]?.record.type === 'CNAME')
    ? 'a CNAME chooses among names, and what is behind it follows that choice'
    : null;
}
