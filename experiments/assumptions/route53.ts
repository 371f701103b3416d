/** Rules that Route 53 leaves undocumented and that a scenario's zones rest on (model.md part 7). */
import { probing } from '../../sim/authority/health/status.ts';
import { isRecordEdit } from '../../sim/authority/record-change.ts';
import type { RecordSpec, Scenario, ZoneSpec } from '../../sim/scenario.ts';
import type { Assumption } from '../result.ts';
import { UNDOCUMENTED } from './undocumented.ts';

/** The undocumented rules that some record of the scenario is answered by, and how changes spread. */
export function route53Assumptions({
  zones,
  events,
  resolvers,
}: Pick<Scenario, 'zones' | 'events' | 'resolvers'>): Assumption[] {
  return zones.flatMap((zone) => [
    ...UNDOCUMENTED.filter(({ applies }) =>
      groupsOf(zone).some((group) => applies(group, { zone, resolvers })),
    ).map(({ option, text, source }) => ({
      about: `zone ${zone.name}`,
      text: option ? `${text}: ${inForce(zone, option)}` : text,
      source,
    })),
    ...(events.some(isRecordEdit) ? [lagAssumption(zone)] : []),
    ...(zone.healthChecks.length > 0 ? healthAssumptions(zone) : []),
  ]);
}

function inForce(zone: ZoneSpec, { key, byDefault }: { key: keyof ZoneSpec; byDefault: string }) {
  const isDefault = zone[key] === byDefault;
  return `${key} ${String(zone[key])}${isDefault ? ', the default' : `, the default is ${byDefault}`}`;
}

function lagAssumption({ name, edges }: ZoneSpec): Assumption {
  return {
    about: `zone ${name}`,
    text: `a record change reaches each of ${edges.count} edges after recordLag ${edges.recordLag.name} ${JSON.stringify(edges.recordLag.settings)}`,
    source:
      'Route 53 Developer Guide: changes generally propagate to all servers within 60 seconds; the law is ours',
  };
}

function healthAssumptions({ name, edges, healthChecks }: ZoneSpec): Assumption[] {
  const probed = probing(healthChecks);
  const numbers = [...new Set(probed.map(({ checkers }) => checkers))].sort((a, b) => a - b);
  const { name: law, settings } = edges.healthLag;
  const about = `zone ${name}`;
  const assumptions: Assumption[] = [];
  if (probed.length > 0)
    assumptions.push(
      {
        about,
        text: `a health check has ${numbers.join(' or ')} checkers, uncoordinated; their interval goes on when a probe is given up`,
        source:
          'Route 53 Developer Guide: about one request every two seconds at 30 s, so 15 or 16; no number is stated',
      },
      {
        about,
        text: `a health status reaches each of ${edges.count} edges after healthLag ${law} ${JSON.stringify(settings)}`,
        source:
          'Amazon Builders’ Library: sent to the DNS servers every few seconds; the law is ours',
      },
    );
  if (probed.some(({ type }) => type.endsWith('-str-match')))
    assumptions.push({
      about,
      text: 'the text that a health check looks for comes with the response, so its two seconds more never count',
      source: 'a simulated response has no body; Route 53 Developer Guide: two seconds for it',
    });
  if (healthChecks.some((check) => 'children' in check))
    assumptions.push({
      about,
      text: 'each edge works a calculated health check out from the statuses that have reached it, without a lag of its own',
      source:
        'Route 53 Developer Guide: each DNS site goes by what the checkers tell it; of calculated checks nothing is stated',
    });
  if (healthChecks.some(({ inverted, disabled }) => inverted && disabled))
    assumptions.push({
      about,
      text: 'a health check that is both inverted and disabled is healthy',
      source:
        'Route 53 Developer Guide: a disabled check is always healthy; of both nothing is stated',
    });
  return assumptions;
}

function groupsOf({ records }: ZoneSpec): RecordSpec[][] {
  const groups = new Map<string, RecordSpec[]>();
  for (const record of records) {
    const key = `${record.name} ${record.type}`;
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    group.push(record);
  }
  return [...groups.values()];
}
