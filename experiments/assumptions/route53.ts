/** Rules that Route 53 leaves undocumented and that a scenario's zones rest on (model.md part 7). */
import { probing } from '../../sim/authority/health/status.ts';
import { MULTIVALUE_ANSWER_SIZE } from '../../sim/authority/routing/multivalue.ts';
import type { RecordSpec, Scenario, ZoneSpec } from '../../sim/scenario.ts';
import type { Assumption } from '../result.ts';

interface Rule {
  /** The option's key in a zone. */
  readonly option: 'selection' | 'order' | 'mixedTtl' | 'weightedValues';
  readonly byDefault: string;
  readonly text: string;
  /** Whether a group of record sets (one name and type) is answered by the rule. */
  readonly applies: (group: readonly RecordSpec[]) => boolean;
  readonly source: string;
}

const routing = (group: readonly RecordSpec[]) => group[0]?.routing ?? 'simple';

const RULES: readonly Rule[] = [
  {
    option: 'selection',
    byDefault: 'query',
    text: 'which eight of more than eight multivalue record sets an answer carries',
    applies: (group) => routing(group) === 'multivalue' && group.length > MULTIVALUE_ANSWER_SIZE,
    source:
      'Route 53 Developer Guide, multivalue answer routing: "selected at random", not how often',
  },
  {
    option: 'order',
    byDefault: 'random',
    text: 'the order inside a multivalue answer',
    applies: (group) => routing(group) === 'multivalue' && group.length > 1,
    source: 'Route 53 Developer Guide: random order is documented for simple routing only',
  },
  {
    option: 'order',
    byDefault: 'random',
    text: 'the order of the values of one failover record set',
    applies: (group) =>
      routing(group) === 'failover' && group.some(({ values }) => values.length > 1),
    source: 'Route 53 Developer Guide: random order is documented for simple routing only',
  },
  {
    option: 'mixedTtl',
    byDefault: 'min',
    text: 'the TTL of an answer made of record sets with different TTLs',
    applies: (group) =>
      routing(group) === 'multivalue' && new Set(group.map(({ ttl }) => ttl)).size > 1,
    source: 'RFC 2181 section 5.2 wants one TTL; what Route 53 does is not documented',
  },
  {
    option: 'weightedValues',
    byDefault: 'all',
    text: 'how a weighted record set with several values is answered',
    applies: (group) =>
      routing(group) === 'weighted' && group.some(({ values }) => values.length > 1),
    source: 'Route 53 Developer Guide, weighted routing: no statement',
  },
];

/** The undocumented rules that some record of the scenario is answered by, and how changes spread. */
export function route53Assumptions({
  zones,
  events,
}: Pick<Scenario, 'zones' | 'events'>): Assumption[] {
  return zones.flatMap((zone) => [
    ...RULES.filter(({ applies }) => groupsOf(zone).some(applies)).map(
      ({ option, byDefault, text, source }) => ({
        about: `zone ${zone.name}`,
        text: `${text}: ${option} ${zone[option]}${zone[option] === byDefault ? ', the default' : `, the default is ${byDefault}`}`,
        source,
      }),
    ),
    ...(events.some(({ verb }) => verb !== 'fault') ? [lagAssumption(zone)] : []),
    ...(zone.healthChecks.length > 0 ? healthAssumptions(zone) : []),
  ]);
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
