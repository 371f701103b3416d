/**
 * The AWS Regions that latency and geoproximity records can name. AWS says in which country or state a Region is;
 * the coordinates are those of its best known city, to a tenth of a degree: right to some tens of kilometres, which
 * is a fraction of a millisecond.
 */
import type { Place } from '../scenario.ts';
import { continentOf } from './continents.ts';

/** Name, country, state where it is one of the US, latitude and longitude in degrees, the city they stand for. */
const REGIONS = `
us-east-1       US VA   39.0  -77.5  Ashburn
us-east-2       US OH   40.0  -83.0  Columbus
us-west-1       US CA   37.4 -121.9  San Jose
us-west-2       US OR   45.8 -119.7  Boardman
us-gov-east-1   US OH   40.0  -83.0  Columbus
us-gov-west-1   US OR   45.8 -119.7  Boardman
ca-central-1    CA -    45.5  -73.6  Montreal
ca-west-1       CA -    51.0 -114.1  Calgary
mx-central-1    MX -    20.6 -100.4  Queretaro
sa-east-1       BR -   -23.5  -46.6  Sao Paulo
eu-west-1       IE -    53.3   -6.3  Dublin
eu-west-2       GB -    51.5   -0.1  London
eu-west-3       FR -    48.9    2.4  Paris
eu-central-1    DE -    50.1    8.7  Frankfurt
eu-central-2    CH -    47.4    8.5  Zurich
eu-north-1      SE -    59.3   18.1  Stockholm
eu-south-1      IT -    45.5    9.2  Milan
eu-south-2      ES -    41.6   -0.9  Zaragoza
il-central-1    IL -    32.1   34.8  Tel Aviv
me-south-1      BH -    26.2   50.6  Manama
me-central-1    AE -    25.2   55.3  Dubai
af-south-1      ZA -   -33.9   18.4  Cape Town
ap-south-1      IN -    19.1   72.9  Mumbai
ap-south-2      IN -    17.4   78.5  Hyderabad
ap-east-1       HK -    22.3  114.2  Hong Kong
ap-east-2       TW -    25.0  121.6  Taipei
ap-northeast-1  JP -    35.7  139.7  Tokyo
ap-northeast-2  KR -    37.6  127.0  Seoul
ap-northeast-3  JP -    34.7  135.5  Osaka
ap-southeast-1  SG -     1.4  103.8  Singapore
ap-southeast-2  AU -   -33.9  151.2  Sydney
ap-southeast-3  ID -    -6.2  106.8  Jakarta
ap-southeast-4  AU -   -37.8  145.0  Melbourne
ap-southeast-5  MY -     3.1  101.7  Kuala Lumpur
ap-southeast-6  NZ -   -36.8  174.8  Auckland
ap-southeast-7  TH -    13.8  100.5  Bangkok
cn-north-1      CN -    39.9  116.4  Beijing
cn-northwest-1  CN -    38.5  106.2  Yinchuan
`;

/** A Region as a place by itself. */
export interface Region extends Place {
  readonly region: string;
  readonly country: string;
  readonly continent: string;
  readonly coordinates: NonNullable<Place['coordinates']>;
  /** The city that its coordinates stand for. */
  readonly city: string;
}

export const awsRegions: readonly Region[] = REGIONS.trim()
  .split('\n')
  .map((line) => {
    const [name, country, state, latitude, longitude, ...city] = line.split(/ +/) as [
      string,
      string,
      string,
      string,
      string,
      ...string[],
    ];
    return {
      name,
      region: name,
      continent: continentOf(country) as string,
      country,
      subdivision: state === '-' ? null : state,
      coordinates: { latitude: Number(latitude), longitude: Number(longitude) },
      city: city.join(' '),
    };
  });

export const awsRegionNames = awsRegions.map(({ name }) => name) as [string, ...string[]];

const BY_NAME: ReadonlyMap<string, Region> = new Map(awsRegions.map((r) => [r.name, r]));

/** Undefined when there is no such Region. */
export function awsRegion(name: string): Region | undefined {
  return BY_NAME.get(name);
}
