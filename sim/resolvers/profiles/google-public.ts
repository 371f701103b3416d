import type { Profile } from '../../profile.ts';

const PERFORMANCE = 'Google Public DNS, performance benefits';
const FAQ = 'Google Public DNS, FAQ';
const ECS = 'Google Public DNS, EDNS client subnet guidelines';
const UNPUBLISHED = 'not published; the order is assumed';

export const googlePublic: Profile = {
  name: 'google-public',
  summary:
    'Google Public DNS, one member to a site: many small caches picked by query, over a pool divided by name; client subnets sent; its order is assumed.',
  fields: {
    base: { value: 'wire', evidence: 'A', source: UNPUBLISHED },
    orderOnMiss: { value: 'shuffle', evidence: 'A', source: UNPUBLISHED },
    orderOnHit: { value: 'shuffle', evidence: 'A', source: UNPUBLISHED },
    orderOnJoin: { value: 'shuffle', evidence: 'A', source: UNPUBLISHED },
    minTtl: { value: 0, evidence: 'D', source: FAQ },
    maxTtl: {
      value: 21_600,
      evidence: 'D',
      source: `${FAQ}: six hours, even if the TTL is longer`,
    },
    ttlClock: { value: 'seconds', evidence: 'A', source: 'not published' },
    lastSecond: { value: 'miss', evidence: 'A', source: 'not published' },
    ttlPassed: { value: 'floor', evidence: 'A', source: 'not published' },
    ednsBuffer: {
      value: 1232,
      evidence: 'A',
      source: 'not published; the value of DNS flag day 2020',
    },
    prefetch: {
      value: { share: '10%' },
      evidence: 'A',
      source: `${PERFORMANCE}: popular names are refreshed ahead; how early is assumed`,
    },
    shards: {
      value: 16,
      evidence: 'A',
      source: `${PERFORMANCE}: a small cache in each machine; six polls in one place showed at least five ages (2026)`,
    },
    shardPick: {
      value: 'query',
      evidence: 'I',
      source: `${PERFORMANCE}: queries are balanced over machines`,
    },
    tier2: {
      value: { shards: 16, shardPick: 'name', prefetch: { share: '10%' } },
      evidence: 'I',
      source: `${PERFORMANCE}: a pool of caches divided by name; how many is assumed, and does not matter to one name`,
    },
    ecs: { value: { v4: 24, v6: 56 }, evidence: 'D', source: ECS },
  },
};
