/** The names of balancers among all other names: whether they are free, and whether some look-up leads to them. */
import { balancerZones } from '../../../sim/authority/balancer-names.ts';
import { answeringZones } from '../../../sim/authority/external.ts';
import { editedZones, recordsBrought } from '../../../sim/authority/record-change.ts';
import { grow, levelsIn } from '../../../sim/authority/tree.ts';
import { find, isWithin } from '../../../sim/authority/zone.ts';
import { originsOf, questionsOf } from '../../../sim/questions.ts';
import type { BalancerSpec, RecordSpec, Scenario } from '../../../sim/scenario.ts';
import { canonical } from '../names.ts';
import { quoted } from '../printable.ts';
import type { Path } from '../tree.ts';
import type { Context } from './context.ts';
import type { External } from './external.ts';

/** As an alias may name them: by the name of the balancer, or by its DNS name, with the prefix that consoles put before it. */
export function dnsNameMeant(
  target: string,
  balancers: readonly Pick<BalancerSpec, 'name' | 'dnsName'>[],
): string | null {
  const plain = canonical(target).replace(/^dualstack\./, '');
  const meant = balancers.find(({ name, dnsName }) => name === target || dnsName === plain);
  return meant?.dnsName ?? null;
}

/** All that answers, with the nodes of balancers; names that answer otherwise already are reported. */
export function withBalancers(
  external: External,
  balancers: readonly BalancerSpec[],
  context: Context,
): External['answering'] {
  const { answering, records } = external;
  for (const [i, { dnsName }] of balancers.entries()) {
    const path = ['balancers', i, 'dnsName'];
    const zone = answering.zones.find(({ name }) => isWithin(name, dnsName));
    const record = answering.zones
      .flatMap((one) => one.records)
      .find(({ name }) => isWithin(name, dnsName));
    if (records.some(({ name }) => name === dnsName))
      context.wrong(path, `${quoted(dnsName)} is among the external names; remove it there`);
    else if (zone)
      context.wrong(
        path,
        `${zone.name} is a zone of this scenario; give the balancer another name`,
      );
    else if (record)
      context.wrong(
        path,
        `the zone has records of ${record.name}; give the balancer another name, and let an alias lead to it`,
      );
  }
  const made = balancerZones(balancers, answering.zones);
  const paths = new Map<RecordSpec, Path>(answering.paths);
  for (const [i, { records: nodes }] of made.entries())
    for (const [j, node] of nodes.entries()) paths.set(node, ['balancers', i, 'nodes', j]);
  const isComplete = answering.isComplete && context.isIntact(['balancers']);
  return { ...answering, zones: [...answering.zones, ...made], isComplete, paths };
}

/** Balancers that no look-up leads to, now or after the events. */
export function noteUnreached(scenario: Omit<Scenario, 'detail'>, context: Context): void {
  if (scenario.balancers.length === 0) return;
  const zones = answeringZones(scenario);
  const records = scenario.events.flatMap(recordsBrought);
  const states = [zones, editedZones(zones, { verb: 'addBackend', records })];
  const questions = questionsOf({ ...scenario, detail: 'requests' }, originsOf(scenario));
  const reached = new Set(
    states
      .flatMap((state) => questions.map(({ name, type }) => grow(find(state, name, type))))
      .flatMap((tree) => levelsIn(tree).map(({ zone }) => zone.balancer)),
  );
  for (const [i, { name, dnsName }] of scenario.balancers.entries())
    if (!reached.has(name))
      context.note(
        ['balancers', i, 'dnsName'],
        `no look-up leads to ${quoted(dnsName)}: ${quoted(name)} gets no requests; look it up, or let an alias or a CNAME lead to it`,
      );
}
