import type { Profile } from '../../profile.ts';

export const cloudflare1111: Profile = {
  name: 'cloudflare-1111',
  summary:
    'Cloudflare 1.1.1.1, one member to a data centre: two caches, TTLs as they are, no client subnet; its order is assumed.',
  fields: {
    base: { value: 'wire', evidence: 'A', source: 'not published; the order is assumed' },
    orderOnMiss: { value: 'shuffle', evidence: 'A', source: 'not published; the order is assumed' },
    orderOnHit: { value: 'shuffle', evidence: 'A', source: 'not published; the order is assumed' },
    orderOnJoin: { value: 'shuffle', evidence: 'A', source: 'not published; the order is assumed' },
    maxTtl: { value: 86_400, evidence: 'A', source: 'not published' },
    ttlClock: { value: 'seconds', evidence: 'A', source: 'not published' },
    lastSecond: { value: 'miss', evidence: 'A', source: 'not published' },
    ttlPassed: { value: 'floor', evidence: 'A', source: 'not published' },
    ednsBuffer: {
      value: 1232,
      evidence: 'A',
      source: 'not published; the value of DNS flag day 2020',
    },
    prefetch: { value: 'none', evidence: 'A', source: 'not published' },
    shards: { value: 2, evidence: 'E', source: 'two cache ages seen in one data centre (2026)' },
    shardPick: {
      value: 'query',
      evidence: 'I',
      source: 'the Cloudflare Blog on BigPineapple: nodes relay by consistent hashing',
    },
    servfailTtl: { value: 1, evidence: 'A', source: 'not published' },
  },
};
