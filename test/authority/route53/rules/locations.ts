import { rule, type Section } from './rule.ts';

const LATENCY = 'Developer Guide: routing-policy-latency';
const GEO = 'Developer Guide: resource-record-sets-values-geo';
const PROXIMITY = 'Developer Guide: routing-policy-geoproximity';
const CIDR = 'Developer Guide: routing-policy-ipbased';
const ECS = 'Developer Guide: routing-policy-edns0';
const RECORD_SET = 'API Reference: ResourceRecordSet';
const SILENT = 'no page says';
const PRIVATE = 'a private zone answers by the same latencies as another';

export const latency: Section = {
  title: 'Latency',
  rules: [
    rule('3.4a', 'One record set for each AWS Region.', 'documented', RECORD_SET),
    rule('3.4b', 'The Region of the lowest latency is answered.', 'documented', LATENCY),
    rule('3.4c', 'An unhealthy one gives way to the next lowest.', 'documented', LATENCY),
    rule(
      '3.4d',
      'Latencies are AWS’s own measurements between users and Regions, unpublished and slowly changing.',
      'documented',
      LATENCY,
      { option: '`network.routingLatency`; else `network.rtt`' },
    ),
    rule('3.4e', 'In a private zone the same or the closest Region.', 'documented', LATENCY, {
      informative: PRIVATE,
    }),
    rule('3.4f', 'A latency record set holds one value.', 'documented', RECORD_SET),
  ],
};

export const geolocation: Section = {
  title: 'Geolocation',
  rules: [
    rule(
      '3.5a',
      'The smallest area that matches is answered: US state, country, continent, the default.',
      'documented',
      GEO,
    ),
    rule(
      '3.5b',
      'No match, or an asker of unknown place, and no default: no answer.',
      'documented',
      GEO,
    ),
    rule('3.5c', 'Unhealthy: the next larger area.', 'documented', GEO),
    rule('3.5d', 'All areas that match unhealthy: the smallest one’s value.', 'documented', GEO),
    rule('3.5e', 'The response code of “no answer”.', 'undocumented', SILENT, {
      option: '`noAnswer: nodata`, `nxdomain`',
    }),
  ],
};

export const geoproximity: Section = {
  title: 'Geoproximity',
  rules: [
    rule(
      '3.6a',
      'A bias b above 0 shortens distances to 1 − b/100 of them.',
      'documented',
      PROXIMITY,
    ),
    rule('3.6b', 'A bias b below 0 lengthens them by 1/(1 + b/100).', 'documented', PROXIMITY),
    rule('3.6c', 'The nearest after that is answered.', 'documented', PROXIMITY),
    rule(
      '3.6d',
      'A place is an AWS Region, a Local Zone group or coordinates.',
      'documented',
      'API Reference: GeoProximityLocation',
    ),
    rule(
      '3.6e',
      'At most 30 record sets share a name and type.',
      'documented',
      'Developer Guide: DNSLimitations',
    ),
    rule(
      '3.6f',
      'The bias is a whole number from −99 to 99.',
      'documented',
      'API Reference: GeoProximityLocation',
    ),
  ],
};

export const ipBased: Section = {
  title: 'IP-based',
  rules: [
    rule(
      '3.7a',
      'Blocks are IPv4 /1 to /24 and IPv6 /1 to /48; length 0 only through the location `*`, the default.',
      'documented',
      CIDR,
    ),
    rule('3.7b', 'An asker’s longer prefix matches a shorter block.', 'documented', CIDR),
    rule('3.7c', 'A block longer than the asker’s prefix does not match it.', 'documented', CIDR),
    rule('3.7d', 'All record sets of a name and type use one collection.', 'documented', CIDR),
    rule(
      '3.7e',
      'Five collections an account, 1,000 blocks a collection, 16 characters the name of a location.',
      'documented',
      'Developer Guide: DNSLimitations; API Reference: CidrRoutingConfig',
    ),
    rule('3.7f', 'Private zones have no IP-based routing.', 'documented', CIDR),
    rule('3.7g', 'Overlapping blocks.', 'undocumented', SILENT, { option: 'the longest prefix' }),
    rule('3.7h', 'No match and no `*`.', 'undocumented', SILENT, {
      option: 'no answer: `noAnswer`',
    }),
  ],
};

export const clientSubnet: Section = {
  title: 'EDNS client subnet',
  rules: [
    rule(
      '3.8a',
      'Geolocation, geoproximity, IP-based and latency go by the client’s prefix when it is sent, else by the resolver’s address.',
      'documented',
      ECS,
    ),
    rule('3.8b', 'Not in private zones.', 'documented', ECS),
    rule(
      '3.8c',
      'TestDNSAnswer takes /24 and /64 by default.',
      'documented',
      'API Reference: TestDNSAnswer',
      {
        informative: 'a default of a tool',
      },
    ),
    rule(
      '3.8d',
      'Simple, weighted, failover and multivalue do not look at it.',
      'inferred',
      `${ECS} names the four others only`,
    ),
    rule('3.8e', 'The scope of the reply.', 'undocumented', SILENT, {
      option: '`ecsScope: source`, `zero` where the place counts; 0 elsewhere',
    }),
  ],
};
