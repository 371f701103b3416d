import { describe, expect, it } from 'vitest';
import { awsRegion, awsRegions } from '../../sim/geography/aws-regions.ts';
import { continentOf, continents, countries } from '../../sim/geography/continents.ts';
import { distance, roundTripOver } from '../../sim/geography/distance.ts';
import { localZoneGroup, localZoneGroups } from '../../sim/geography/local-zones.ts';
import { usStates } from '../../sim/geography/us-states.ts';

const at = (latitude: number, longitude: number) => ({ latitude, longitude });
const KM_PER_DEGREE = 111.195;
/** How far a place may be from its coordinates, rounded to so many degrees each way: half the diagonal. */
const rounding = (degrees: number) => (KM_PER_DEGREE * degrees * Math.SQRT2) / 2;

describe('the distance between two places', () => {
  it('is a quarter of the circumference from pole to equator, half of it to the antipodes', () => {
    const quarter = (Math.PI / 2) * 6371.0088;
    expect(distance(at(90, 0), at(0, 77))).toBeCloseTo(quarter, 6);
    expect(distance(at(12, 34), at(-12, -146))).toBeCloseTo(2 * quarter, 6);
  });

  it('is the same both ways, across the date line too, and 0 to itself', () => {
    const [auckland, santiago] = [at(-36.8, 174.8), at(-33.4, -70.7)];
    expect(distance(auckland, santiago)).toBe(distance(santiago, auckland));
    expect(distance(at(0, 179.5), at(0, -179.5))).toBeCloseTo(KM_PER_DEGREE, 2);
    expect(distance(auckland, auckland)).toBe(0);
  });

  // Great-circle distances of the airports' published coordinates (Great Circle Mapper, gcmap.com).
  it.each([
    ['LHR', at(51.4706, -0.4619), 'JFK', at(40.6398, -73.7789), 5540],
    ['FRA', at(50.0333, 8.5706), 'NRT', at(35.7647, 140.3864), 9355],
    ['SIN', at(1.3502, 103.9944), 'SYD', at(-33.9461, 151.1772), 6301],
    ['LAX', at(33.9425, -118.4081), 'LHR', at(51.4706, -0.4619), 8759],
    ['GRU', at(-23.4319, -46.4694), 'JNB', at(-26.1392, 28.246), 7446],
  ])('is the published one from %s', (_from, a, _to, b, km) => {
    // Half a km of the published figure, 0.6 % of the sphere.
    expect(Math.abs(distance(a, b) - km)).toBeLessThan(0.5 + 0.006 * km);
  });

  it.each([
    ['eu-central-1', at(50.11, 8.68)],
    ['us-east-1', at(39.04, -77.49)],
    ['ap-northeast-1', at(35.68, 139.69)],
    ['sa-east-1', at(-23.55, -46.63)],
  ])('counts from the city that stands for %s, to a tenth of a degree', (name, city) => {
    const region = awsRegion(name);
    expect(region && distance(region.coordinates, city)).toBeLessThan(rounding(0.1) + 1);
  });
});

describe('the round trip over a distance', () => {
  it('is 2 ms and 15 µs a km: fibre there and back, half as long again as the great circle', () => {
    expect(roundTripOver(0)).toBe(0.002);
    expect(roundTripOver(1000)).toBeCloseTo(0.017, 12);
  });
});

describe('the tables', () => {
  it('have the 249 countries of ISO 3166-1, each on one of seven continents', () => {
    expect(countries).toHaveLength(249);
    expect(new Set(countries).size).toBe(249);
    expect(continents).toEqual(['AF', 'AN', 'AS', 'EU', 'NA', 'OC', 'SA']);
    expect(['DE', 'US', 'MX', 'BR', 'JP', 'AU', 'ZA', 'AQ'].map(continentOf)).toEqual([
      'EU',
      'NA',
      'NA',
      'SA',
      'AS',
      'OC',
      'AF',
      'AN',
    ]);
    expect(continentOf('XX')).toBeUndefined();
  });

  it('have fifty states and the capital’s district', () => {
    expect(new Set(usStates).size).toBe(51);
  });

  it('have a country, a continent and coordinates for every AWS Region, and a state for those in the US', () => {
    expect(new Set(awsRegions.map(({ name }) => name)).size).toBe(awsRegions.length);
    for (const { name, country, continent, subdivision, coordinates, city } of awsRegions) {
      expect(continent, name).toBe(continentOf(country));
      expect(subdivision === null, name).toBe(country !== 'US');
      if (subdivision) expect(usStates).toContain(subdivision);
      expect(Math.abs(coordinates.latitude), name).toBeLessThan(60);
      expect(Math.abs(coordinates.longitude), name).toBeLessThan(180);
      expect(city, name).not.toBe('');
    }
  });

  it('have coordinates for every Local Zone Group, on its own side of the world', () => {
    for (const name of localZoneGroups) {
      const region = awsRegion(name.split('-').slice(0, 3).join('-'));
      const zone = localZoneGroup(name);
      expect(region && zone && distance(region.coordinates, zone), name).toBeLessThan(8500);
    }
  });
});
