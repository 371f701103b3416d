/** What Route 53 leaves undocumented of its answers, rule by rule, with the option that decides it where there is one. */
import { MULTIVALUE_ANSWER_SIZE } from '../../sim/authority/routing/multivalue.ts';
import type { RecordSpec, Scenario, ZoneSpec } from '../../sim/scenario.ts';

interface Undocumented {
  /** The option's key in a zone, and its value by default; null: there is one way only. */
  readonly option: { readonly key: keyof ZoneSpec; readonly byDefault: string } | null;
  readonly text: string;
  /** Whether a group of record sets (one name and type) is answered by the rule. */
  readonly applies: (group: readonly RecordSpec[], around: Around) => boolean;
  readonly source: string;
}

interface Around extends Pick<Scenario, 'resolvers'> {
  readonly zone: ZoneSpec;
}

type Group = readonly RecordSpec[];

const routing = (group: Group) => group[0]?.routing ?? 'simple';
const isMultivalue = (group: Group) => routing(group) === 'multivalue';
const areChecked = (group: Group) => group.every(({ healthCheck }) => healthCheck !== null);

export const UNDOCUMENTED: readonly Undocumented[] = [
  {
    option: { key: 'selection', byDefault: 'query' },
    text: 'which eight of more than eight multivalue record sets an answer carries',
    applies: (group) => isMultivalue(group) && group.length > MULTIVALUE_ANSWER_SIZE,
    source:
      'Route 53 Developer Guide, multivalue answer routing: "selected at random", not how often',
  },
  {
    option: null,
    text: 'of more than eight multivalue record sets, none of them healthy, eight are chosen as of healthy ones',
    applies: (group) =>
      isMultivalue(group) && group.length > MULTIVALUE_ANSWER_SIZE && areChecked(group),
    source: 'Route 53 Developer Guide: up to eight unhealthy ones, not which',
  },
  {
    option: { key: 'order', byDefault: 'random' },
    text: 'the order inside a multivalue answer',
    applies: (group) => isMultivalue(group) && group.length > 1,
    source: 'Route 53 Developer Guide: random order is documented for simple routing only',
  },
  {
    option: { key: 'order', byDefault: 'random' },
    text: 'the order of the values of one failover record set',
    applies: (group) =>
      routing(group) === 'failover' && group.some(({ values }) => values.length > 1),
    source: 'Route 53 Developer Guide: random order is documented for simple routing only',
  },
  {
    option: { key: 'mixedTtl', byDefault: 'min' },
    text: 'the TTL of an answer made of record sets with different TTLs',
    applies: (group) => isMultivalue(group) && new Set(group.map(({ ttl }) => ttl)).size > 1,
    source: 'RFC 2181 section 5.2 wants one TTL; what Route 53 does is not documented',
  },
  {
    option: null,
    text: 'a value that several record sets of a multivalue answer have is sent once',
    applies: (group) => {
      const values = group.flatMap((record) => record.values);
      return isMultivalue(group) && new Set(values).size < values.length;
    },
    source: 'Route 53 Developer Guide, multivalue answer routing: no statement',
  },
  {
    option: { key: 'weightedValues', byDefault: 'all' },
    text: 'how a weighted record set with several values is answered',
    applies: (group) =>
      routing(group) === 'weighted' && group.some(({ values }) => values.length > 1),
    source: 'Route 53 Developer Guide, weighted routing: no statement',
  },
  {
    option: null,
    text: 'when no weighted record set is healthy, those of weights above 0 answer',
    applies: (group) =>
      routing(group) === 'weighted' &&
      areChecked(group) &&
      new Set(group.map(({ settings }) => settings.weight === 0)).size === 2,
    source: 'Route 53 Developer Guide, weighted routing: no statement',
  },
  {
    option: null,
    text: 'an alias of a multivalue group answers as the group does, and is healthy while one of its members is',
    applies: (group, { zone }) =>
      group.some(({ alias, type }) =>
        zone.records.some(
          (record) =>
            record.name === alias?.target && record.type === type && isMultivalue([record]),
        ),
      ),
    source:
      'API reference, AliasTarget: allowed for most types; of multivalue groups nothing is stated',
  },
  {
    option: { key: 'lastResort', byDefault: 'perLevel' },
    text: 'what answers when nothing below aliases is healthy',
    applies: (group) => group.some(({ alias }) => alias?.evaluateTargetHealth),
    source: 'Route 53 Developer Guide: stated of one level, not of nested ones',
  },
  {
    option: { key: 'noAnswer', byDefault: 'nodata' },
    text: 'the response code where no record set is for the place that a query comes from',
    applies: lacksDefault,
    source: 'Route 53 Developer Guide: "no answer", not by which code',
  },
  {
    option: { key: 'ecsScope', byDefault: 'source' },
    text: 'for which addresses an answer by client subnet holds',
    applies: (group, { zone, resolvers }) =>
      looksAtOrigin(group) &&
      !zone.isPrivate &&
      resolvers.some(({ behaviour }) => behaviour.ecs !== null),
    source: 'Route 53 Developer Guide, EDNS0: the scope of a response is not stated',
  },
];

const BY_ORIGIN = ['latency', 'geolocation', 'geoproximity', 'ip-based'];

function looksAtOrigin(group: Group): boolean {
  return BY_ORIGIN.includes(routing(group));
}

/** Whether some queries may find no record set that is for them. */
function lacksDefault(group: Group): boolean {
  const codes = group.map(({ settings }) =>
    routing(group) === 'geolocation'
      ? (settings.geoLocation as { countryCode?: string } | undefined)?.countryCode
      : (settings.cidr as { location?: string } | undefined)?.location,
  );
  return ['geolocation', 'ip-based'].includes(routing(group)) && !codes.includes('*');
}
