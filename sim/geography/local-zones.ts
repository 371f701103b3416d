/**
 * The Local Zone Groups that geoproximity records can name: a Region, and a city near users that it reaches into.
 * Coordinates as in `aws-regions.ts`.
 */
import type { Coordinates } from '../scenario.ts';

/** Latitude and longitude of the cities, by the letters that stand for them in a group's name. */
const CITIES: Readonly<Record<string, readonly [number, number]>> = {
  akl: [-36.8, 174.8],
  atl: [33.7, -84.4],
  bkk: [13.8, 100.5],
  bos: [42.4, -71.1],
  bue: [-34.6, -58.4],
  ccu: [22.6, 88.4],
  chi: [41.9, -87.6],
  cph: [55.7, 12.6],
  del: [28.6, 77.2],
  den: [39.7, -105.0],
  dfw: [32.8, -96.8],
  ham: [53.6, 10.0],
  hel: [60.2, 24.9],
  hnl: [21.3, -157.9],
  iah: [29.8, -95.4],
  las: [36.2, -115.1],
  lax: [34.1, -118.2],
  lim: [-12.0, -77.0],
  los: [6.5, 3.4],
  mci: [39.1, -94.6],
  mct: [23.6, 58.4],
  mia: [25.8, -80.2],
  mnl: [14.6, 121.0],
  msp: [45.0, -93.3],
  nyc: [40.7, -74.0],
  pdx: [45.5, -122.7],
  per: [-32.0, 115.9],
  phl: [40.0, -75.2],
  phx: [33.4, -112.1],
  qro: [20.6, -100.4],
  scl: [-33.4, -70.7],
  sea: [47.6, -122.3],
  tpe: [25.0, 121.6],
  waw: [52.2, 21.0],
};

const GROUPS: Readonly<Record<string, string>> = {
  'us-east-1':
    'atl-1 atl-2 bos-1 bue-1 chi-1 chi-2 dfw-1 dfw-2 iah-1 iah-2 lim-1 mci-1 mia-1 mia-2 msp-1 nyc-1 nyc-2 phl-1 qro-1 scl-1',
  'us-west-2': 'den-1 hnl-1 las-1 lax-1 pdx-1 phx-1 phx-2 sea-1',
  'eu-central-1': 'ham-1 waw-1',
  'eu-north-1': 'cph-1 hel-1',
  'me-south-1': 'mct-1',
  'af-south-1': 'los-1',
  'ap-south-1': 'ccu-1 del-1',
  'ap-northeast-1': 'tpe-1',
  'ap-southeast-1': 'bkk-1 mnl-1',
  'ap-southeast-2': 'akl-1 per-1',
};

const COORDINATES: ReadonlyMap<string, Coordinates> = new Map(
  Object.entries(GROUPS).flatMap(([region, zones]) =>
    zones.split(' ').map((zone) => {
      const [latitude, longitude] = CITIES[zone.slice(0, 3)] as readonly [number, number];
      return [`${region}-${zone}`, { latitude, longitude }] as const;
    }),
  ),
);

/** Such as `us-west-2-lax-1`. */
export const localZoneGroups = [...COORDINATES.keys()] as [string, ...string[]];

/** Undefined when there is no such group. */
export function localZoneGroup(name: string): Coordinates | undefined {
  return COORDINATES.get(name);
}
