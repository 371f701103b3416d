/** What is not known of distances, of Route 53's own measurements, and of its choice between equals. */

import { Cidr } from '../../sim/geography/cidr.ts';
import { FIXED_PART, PATH_STRETCH } from '../../sim/geography/distance.ts';
import { isByPlace } from '../../sim/geography/round-trip.ts';
import { networkOf } from '../../sim/ip-address.ts';
import type { Scenario, ZoneSpec } from '../../sim/scenario.ts';
import type { Assumption } from '../result.ts';

const BY_DISTANCE =
  `${1000 * FIXED_PART} ms and light in fibre there and back along ${PATH_STRETCH} times the great circle; ` +
  'a Region is where its best known city is';

export function placeAssumptions({
  network,
  zones,
}: Pick<Scenario, 'network' | 'zones'>): Assumption[] {
  const { rtt } = network;
  return [
    ...(isByPlace(rtt) && rtt.default === 'distance'
      ? [
          {
            about: 'network',
            text: `round trips that are not stated are by distance: ${BY_DISTANCE}`,
            source:
              'skew53, an estimate; measured round trips between clouds are up to half as long again, seldom shorter',
          },
        ]
      : []),
    ...zones.flatMap((zone) => ofZone(zone, network)),
  ];
}

function ofZone(zone: ZoneSpec, { rtt, routingLatency }: Scenario['network']): Assumption[] {
  const about = `zone ${zone.name}`;
  const uses = (routing: string) => zone.records.some((record) => record.routing === routing);
  const stated = routingLatency
    ? 'as routingLatency states, else '
    : isByPlace(rtt) && (rtt.pairs.length > 0 || rtt.within)
      ? 'the mean of the round trips that are stated, else '
      : '';
  return [
    ...(uses('latency')
      ? [
          {
            about,
            text: `the latency from users to a Region is ${stated}by distance: ${BY_DISTANCE}; of equal ones the first record set answers`,
            source:
              'Route 53 Developer Guide, latency-based routing: measured by AWS over time, not published',
          },
        ]
      : []),
    ...(uses('geolocation')
      ? [
          {
            about,
            text: 'which country belongs to which continent is taken from GeoNames',
            source: 'Route 53 Developer Guide, geolocation: which database AWS uses is not stated',
          },
        ]
      : []),
    ...(uses('geoproximity')
      ? [
          {
            about,
            text: 'distances are great circles from the cities that stand for Regions and Local Zone Groups; of equal ones the first record set answers',
            source:
              'Route 53 Developer Guide, geoproximity: the formula of the bias, not where a Region is taken to be',
          },
        ]
      : []),
    ...(uses('ip-based') && overlap(zone)
      ? [
          {
            about,
            text: 'of overlapping blocks the longest answers, as in a routing table',
            source:
              'Route 53 Developer Guide, IP-based routing: nothing is said of blocks that overlap',
          },
        ]
      : []),
  ];
}

/** Whether some block of a collection lies in another of its blocks. */
function overlap({ cidrCollections }: ZoneSpec): boolean {
  return cidrCollections.some(({ locations }) => {
    const texts = locations.flatMap(({ blocks }) => blocks);
    const blocks = texts.flatMap((text) => Cidr.parse(text) ?? []);
    const keys = new Set(blocks.map(({ address, prefix }) => keyOf(address, prefix)));
    return blocks.some(({ address, prefix }) =>
      Array.from({ length: prefix }, (_, shorter) => keyOf(address, shorter)).some((key) =>
        keys.has(key),
      ),
    );
  });
}

const keyOf = (address: string, prefix: number) => `${networkOf(address, prefix)}/${prefix}`;
