import type { Profile } from '../../profile.ts';

const UNPUBLISHED = 'not published';
const ORDER = 'not published; the order is assumed';

export const opendns: Profile = {
  name: 'opendns',
  summary:
    'OpenDNS and Umbrella, one member to a site: expired records while the authority is down (SmartCache); its order is assumed.',
  fields: {
    base: { value: 'wire', evidence: 'A', source: ORDER },
    orderOnMiss: { value: 'shuffle', evidence: 'A', source: ORDER },
    orderOnHit: { value: 'shuffle', evidence: 'A', source: ORDER },
    orderOnJoin: { value: 'shuffle', evidence: 'A', source: ORDER },
    maxTtl: { value: 604_800, evidence: 'A', source: UNPUBLISHED },
    ttlClock: { value: 'seconds', evidence: 'A', source: UNPUBLISHED },
    lastSecond: { value: 'miss', evidence: 'A', source: UNPUBLISHED },
    ttlPassed: { value: 'floor', evidence: 'A', source: UNPUBLISHED },
    ednsBuffer: {
      value: 1232,
      evidence: 'A',
      source: 'not published; the value of DNS flag day 2020',
    },
    prefetch: { value: 'none', evidence: 'A', source: UNPUBLISHED },
    serveStale: {
      value: { window: '1d', ttl: 30, serve: 'onFailure', recheck: '30s' },
      evidence: 'A',
      source: 'that it does is documented (Umbrella, SmartCache); times as RFC 8767 recommends',
    },
    shards: {
      value: 4,
      evidence: 'A',
      source: 'a site shares what it knows (Umbrella); how is not published',
    },
    shardPick: { value: 'client', evidence: 'A', source: UNPUBLISHED },
    ecs: {
      value: 'none',
      evidence: 'D',
      source: 'Umbrella: client subnets only to name servers on its list',
    },
    servfailTtl: { value: 1, evidence: 'A', source: UNPUBLISHED },
  },
};
