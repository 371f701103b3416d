import * as z from 'zod/mini';
import { Cidr } from '../../geography/cidr.ts';
import type { Block, RecordSpec, ZoneSpec } from '../../scenario.ts';
import { name } from '../../settings.ts';
import { notSimpleOnly, oneEach, withinQuota } from './api-rules.ts';
import { highest } from './one-record.ts';
import type { RoutingPolicy } from './policy.ts';

/** The location of all addresses: a block of length zero, which no collection can hold. */
export const ANYWHERE = '*';

const cidr = z.strictObject({
  collection: name,
  location: z.string({ error: `expected a location of the collection, or "${ANYWHERE}"` }),
});

const locationOf = ({ settings }: RecordSpec) => settings.cidr as z.output<typeof cidr>;

/**
 * route53.md section 3.7: the record set of the location that holds the longest block around the addresses that the
 * query comes from. A block longer than what is known of the address does not match; `*` matches whatever no block
 * does. Which of overlapping blocks wins is not documented: the longest, as in a routing table.
 */
export const ipBased: RoutingPolicy = {
  name: 'ip-based',
  summary: 'The record set of the CIDR location that the query comes from, or of the default.',
  looksAtOrigin: true,
  billedAs: 'ipBased',
  fields: { cidr },
  hasSetIdentifier: true,
  check: (group, { cidrCollections, isPrivate }) => [
    ...(isPrivate
      ? [
          {
            record: 0,
            key: 'routing',
            message: 'private zones do not support ip-based routing; use another routing here',
          },
        ]
      : []),
    ...oneEach(
      group,
      'cidr',
      'ip-based',
      (record) => `cidr location=${locationOf(record).location}`,
    ),
    ...group.flatMap((item, record) => {
      const { collection, location } = locationOf(item);
      const first = locationOf(group[0] as RecordSpec).collection;
      const found = cidrCollections.find((one) => one.name === collection);
      const message =
        collection !== first
          ? `the collection is ${collection}, and ${first} in another record set of this name and type: they all use one collection`
          : !found
            ? `no CIDR collection of this zone is called ${collection}; describe it in its cidrCollections`
            : location !== ANYWHERE && !found.locations.some((one) => one.name === location)
              ? `the CIDR collection ${collection} has no location ${location}`
              : null;
      return message === null ? [] : [{ record, key: 'cidr', message }];
    }),
    ...notSimpleOnly(group, 'ip-based'),
    ...withinQuota(group, 'ip-based', 100),
  ],
  remarks: (group) =>
    group.some(isDefault)
      ? []
      : [
          {
            record: 0,
            key: 'cidr',
            message: `no record set of ${group[0]?.name} is for the location "${ANYWHERE}": queries from other addresses get no answer`,
          },
        ],
  doubt(group, { zone, origin: { subnet } }) {
    if (!subnet)
      return {
        message: `nobody knows the addresses they ask from (subnet): the location "${ANYWHERE}" answers them, if there is one`,
        isFatal: false,
      };
    const around = new Cidr(subnet);
    const inside = group
      .flatMap((record) => blocksOf(record, zone))
      .find((block) => around.covers(block) && block.prefix > subnet.prefix);
    return inside
      ? {
          message: `some of them are in the block ${inside.address}/${inside.prefix} and some are not; split the group`,
          isFatal: true,
        }
      : null;
  },
  prepare: (group, { zone, origin }) =>
    highest(
      group.map((record) =>
        isDefault(record) ? 0 : (longestAround(record, zone, origin.subnet)?.prefix ?? null),
      ),
    ),
  grounds: (group, { zone, origin: { subnet } }) =>
    group.map((record) => {
      if (isDefault(record))
        return {
          fact: 'the default, for what no block holds',
          rule: 'no block that may answer holds them',
        };
      const block = longestAround(record, zone, subnet);
      const { location } = locationOf(record);
      return {
        fact: block
          ? `block ${block.address}/${block.prefix} of ${location} holds their addresses`
          : subnet
            ? `no block of ${location} holds their addresses`
            : `nobody knows whether a block of ${location} holds their addresses`,
        rule: 'the longest block around them',
      };
    }),
};

const isDefault = (record: RecordSpec) => locationOf(record).location === ANYWHERE;

/** The longest block of a record's location around a subnet; null: there is none. */
function longestAround(record: RecordSpec, zone: ZoneSpec, subnet: Block | null): Cidr | null {
  const around = blocksOf(record, zone).filter((block) => subnet && block.covers(subnet));
  return around.reduce<Cidr | null>(
    (longest, block) => (longest && longest.prefix >= block.prefix ? longest : block),
    null,
  );
}

function blocksOf(record: RecordSpec, { cidrCollections }: ZoneSpec): Cidr[] {
  const { collection, location } = locationOf(record);
  return (cidrCollections.find((one) => one.name === collection)?.locations ?? [])
    .filter((one) => one.name === location)
    .flatMap(({ blocks }) => blocks.flatMap((block) => Cidr.parse(block) ?? []));
}
