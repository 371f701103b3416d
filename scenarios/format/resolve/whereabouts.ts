/** What routing by location has to know of those who ask, and does not. */

import { answeringZones } from '../../../sim/authority/external.ts';
import type { Origin } from '../../../sim/authority/origin.ts';
import { editedZones, recordsBrought } from '../../../sim/authority/record-change.ts';
import { grow, levelsIn, type RecordGroup } from '../../../sim/authority/tree.ts';
import { find } from '../../../sim/authority/zone.ts';
import { groupsListed } from '../../../sim/clients/asked-groups.ts';
import { authorityFacing, originsOf, questionsOf } from '../../../sim/questions.ts';
import type { ResolverGroup, Scenario } from '../../../sim/scenario.ts';
import type { Context } from './context.ts';

export function checkWhereabouts(scenario: Omit<Scenario, 'detail'>, context: Context): void {
  const { resolvers } = scenario;
  const origins = originsOf(scenario);
  const groups = placedGroups(scenario);
  for (const asker of askersOf(scenario)) {
    const row = resolvers.indexOf(asker);
    const origin = origins.rows[origins.ofGroup[row] as number] as Origin;
    const told = new Set<string>();
    for (const { members, policy, zone, name, type } of groups) {
      const records = members.map(({ record }) => record);
      const doubt = policy.doubt?.(records, { zone, origin });
      if (!doubt || told.has(doubt.message)) continue;
      told.add(doubt.message);
      const text = `${asker.name} ask for ${name} ${type} (${policy.name}): ${doubt.message}`;
      if (doubt.isFatal) context.wrong(['resolvers', row], text);
      else context.note(['resolvers', row], text);
    }
  }
}

/** The resolver groups that ask the authority for some client. */
function askersOf({
  clients,
  resolvers,
}: Pick<Scenario, 'clients' | 'resolvers'>): ResolverGroup[] {
  const used = new Set(clients.flatMap((group) => [...groupsListed(group, resolvers)]));
  const facing = resolvers
    .filter(({ name }) => used.has(name))
    .flatMap((group) => authorityFacing(group, resolvers));
  return [...new Set(facing)];
}

/** Groups of record sets that clients come to, now or after the events, and that are chosen from by location. */
function placedGroups(scenario: Omit<Scenario, 'detail'>): RecordGroup[] {
  const zones = answeringZones(scenario);
  const additions = scenario.events.flatMap(recordsBrought);
  const grown = editedZones(zones, { verb: 'addBackend', records: additions });
  const questions = questionsOf({ ...scenario, detail: 'requests' }, originsOf(scenario));
  const states = additions.length > 0 ? [zones, grown] : [zones];
  return states
    .flatMap((state) => questions.map(({ name, type }) => grow(find(state, name, type))))
    .flatMap(levelsIn)
    .filter(({ policy }) => policy.looksAtOrigin);
}
