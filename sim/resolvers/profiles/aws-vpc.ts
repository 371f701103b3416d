import type { Profile } from '../../profile.ts';

const SCALING = 'AWS, Scaling DNS with the VPC Resolver (.2)';
const UNPUBLISHED = 'not published; the order is assumed';

export const awsVpc: Profile = {
  name: 'aws-vpc',
  summary:
    'The Amazon VPC resolver (.2), one member to an availability zone: a cache in each host over three of the zone; TTLs cut to 300 s; its order is assumed.',
  fields: {
    base: { value: 'wire', evidence: 'A', source: UNPUBLISHED },
    orderOnMiss: { value: 'shuffle', evidence: 'A', source: UNPUBLISHED },
    orderOnHit: { value: 'shuffle', evidence: 'A', source: UNPUBLISHED },
    orderOnJoin: { value: 'shuffle', evidence: 'A', source: UNPUBLISHED },
    minTtl: { value: 0, evidence: 'D', source: 'AWS re:Post: smaller TTLs are honoured' },
    maxTtl: { value: 300, evidence: 'D', source: 'AWS re:Post: answers carry 300 s at most' },
    ttlClock: { value: 'seconds', evidence: 'A', source: 'not published' },
    lastSecond: { value: 'miss', evidence: 'A', source: 'not published' },
    ttlPassed: { value: 'floor', evidence: 'A', source: 'not published' },
    ednsBuffer: {
      value: 1232,
      evidence: 'A',
      source: 'not published; the value of DNS flag day 2020',
    },
    prefetch: { value: 'none', evidence: 'A', source: 'not published' },
    shards: {
      value: 16,
      evidence: 'A',
      source: `${SCALING}: one in each host; give the number of your hosts`,
    },
    shardPick: {
      value: 'client',
      evidence: 'D',
      source: `${SCALING}: a client asks the one of its host`,
    },
    tier2: {
      value: { shards: 3, shardPick: 'query' },
      evidence: 'I',
      source: `${SCALING}: hosts ask a fleet of the zone; that it has three caches is assumed`,
    },
  },
};
