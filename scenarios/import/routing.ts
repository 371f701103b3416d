/** Members of a record set that hold objects → the scenario's words for them (route53.md section 7.1). */
import { scalar, type Tree, textOf } from '../format/tree.ts';
import { numeral, type Renamed, renamed, withValue } from './camel-case.ts';
import type { ImportReport } from './foreign-format.ts';

const GEO_LOCATION: Renamed = {
  shape: 'GeoLocation',
  keys: {
    ContinentCode: 'continentCode',
    CountryCode: 'countryCode',
    SubdivisionCode: 'subdivisionCode',
  },
};
const GEO_PROXIMITY: Renamed = {
  shape: 'GeoProximityLocation',
  keys: {
    AWSRegion: 'awsRegion',
    LocalZoneGroup: 'localZoneGroup',
    Coordinates: 'coordinates',
    Bias: 'bias',
  },
};
const COORDINATES: Renamed = {
  shape: 'Coordinates',
  keys: { Latitude: 'latitude', Longitude: 'longitude' },
};
const CIDR: Renamed = {
  shape: 'CidrRoutingConfig',
  keys: { CollectionId: 'collection', LocationName: 'location' },
};
const ALIAS: Renamed = {
  shape: 'AliasTarget',
  keys: { DNSName: 'target', EvaluateTargetHealth: 'evaluateTargetHealth' },
  // The zone of the target: its name says as much.
  without: ['HostedZoneId'],
};

export function geoLocation(tree: Tree, report: ImportReport): Tree {
  return renamed(tree, GEO_LOCATION, report);
}

export function geoProximity(tree: Tree, report: ImportReport): Tree {
  const coordinates = (inner: Tree) => {
    const own = renamed(inner, COORDINATES, report);
    return withValue(withValue(own, 'latitude', numeral), 'longitude', numeral);
  };
  return withValue(renamed(tree, GEO_PROXIMITY, report), 'coordinates', coordinates);
}

export function cidr(tree: Tree, report: ImportReport): Tree {
  return renamed(tree, CIDR, report);
}

export function alias(tree: Tree, report: ImportReport): Tree {
  return withValue(renamed(tree, ALIAS, report), 'target', aliasName);
}

const OF_LOAD_BALANCERS = /\.elb(?:\.[a-z0-9-]+)?\.amazonaws\.com(?:\.cn)?$/;

/** Whatever case it is shown in; the console puts `dualstack.` before the names of load balancers, which answer alike. */
function aliasName(tree: Tree): Tree {
  const text = textOf(tree);
  if (text === undefined) return tree;
  const name = text
    .toLowerCase()
    .replace(/\.$/, '')
    .replace(/^\\052(?=\.)/, '*');
  const plain = OF_LOAD_BALANCERS.test(name) ? name.replace(/^dualstack\./, '') : name;
  return scalar(tree.place, `${plain}.`);
}
