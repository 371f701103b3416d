import * as z from 'zod/mini';
import { awsRegion } from '../../geography/aws-regions.ts';
import { distance } from '../../geography/distance.ts';
import { localZoneGroup, localZoneGroups } from '../../geography/local-zones.ts';
import { regionName } from '../../geography/region-name.ts';
import type { Coordinates, RecordSpec } from '../../scenario.ts';
import { coordinates, whole } from '../../settings.ts';
import { notSimpleOnly, oneEach, withinQuota } from './api-rules.ts';
import { highest } from './one-record.ts';
import type { RoutingPolicy } from './policy.ts';

/** Record sets for one name and type (route53.md section 3.6; as of 2023). */
const QUOTA = 30;
const ONE_PLACE = 'expected one of awsRegion, localZoneGroup and coordinates';

const hasTwoDecimals = (degrees: number) => Number(degrees.toFixed(2)) === degrees;

const geoProximity = z
  .strictObject({
    awsRegion: z.optional(regionName),
    localZoneGroup: z.optional(
      z.enum(localZoneGroups, { error: 'expected a Local Zone Group such as us-west-2-lax-1' }),
    ),
    coordinates: z.optional(
      coordinates.check(
        z.refine(
          ({ latitude, longitude }) => hasTwoDecimals(latitude) && hasTwoDecimals(longitude),
          { error: 'expected degrees with at most two decimal places: the API refuses more' },
        ),
      ),
    ),
    bias: z._default(whole(-99, 99), 0),
  })
  .check(
    z.refine(
      (place) =>
        [place.awsRegion, place.localZoneGroup, place.coordinates].filter((is) => is !== undefined)
          .length === 1,
      { error: ONE_PLACE },
    ),
  );

type Resource = z.output<typeof geoProximity>;

const resourceOf = ({ settings }: RecordSpec) => settings.geoProximity as Resource;

/**
 * route53.md section 3.6: the record set of the nearest resource, after its bias has shrunk or stretched the distance
 * to it: d·(1 − b/100) for a bias b above 0, d/(1 + b/100) for one below; of equal ones the first in the zone.
 */
export const geoproximity: RoutingPolicy = {
  name: 'geoproximity',
  summary: 'The record set of the nearest resource, distances shrunk or stretched by its bias.',
  looksAtOrigin: true,
  billedAs: 'geo',
  fields: { geoProximity },
  hasSetIdentifier: true,
  check: (group) => [
    ...oneEach(group, 'geoProximity', 'geoproximity', (record) => {
      const { awsRegion: region, localZoneGroup: zone, coordinates: at } = resourceOf(record);
      return `geoProximity=${region ?? zone ?? `${at?.latitude},${at?.longitude}`}`;
    }),
    ...notSimpleOnly(group, 'geoproximity'),
    ...withinQuota(group, 'geoproximity', QUOTA),
  ],
  doubt: (_group, { origin }) =>
    origin.place?.coordinates
      ? null
      : {
          message:
            'Route 53 answers by the distance from where they are, which nobody knows; give them a region, or a place with coordinates',
          isFatal: true,
        },
  prepare(group, { origin }) {
    const from = origin.place?.coordinates;
    if (!from) return null;
    return highest(
      group.map((record) => {
        const resource = resourceOf(record);
        return -biased(distanceTo(resource, from), resource.bias);
      }),
    );
  },
  grounds: (group, { origin }) =>
    group.map((record) => {
      const from = origin.place?.coordinates;
      const resource = resourceOf(record);
      return {
        fact: from
          ? distanceInWords(distanceTo(resource, from), resource.bias)
          : 'nobody knows how far it is',
        rule: 'the shortest distance after bias',
      };
    }),
};

const distanceTo = (resource: Resource, from: Coordinates) =>
  distance(from, coordinatesOf(resource));

function distanceInWords(km: number, bias: number): string {
  const effect =
    bias === 0 ? '' : `, which a bias of ${bias} makes ${Math.round(biased(km, bias))} km`;
  return `${Math.round(km)} km away${effect}`;
}

function biased(km: number, bias: number): number {
  return bias > 0 ? km * (1 - bias / 100) : km / (1 + bias / 100);
}

function coordinatesOf({
  awsRegion: region,
  localZoneGroup: zone,
  coordinates: at,
}: Resource): Coordinates {
  return (at ??
    (region ? awsRegion(region)?.coordinates : localZoneGroup(zone as string))) as Coordinates;
}
