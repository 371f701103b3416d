import type { Profile } from '../../profile.ts';

const CONFIG = 'isc-projects/bind9 (v9_20) bin/named/config.c';
const RDATASET = 'isc-projects/bind9 (v9_20) lib/dns/rdataset.c';

export const bind920: Profile = {
  name: 'bind-9.20',
  summary:
    'BIND 9.11 to 9.20 as shipped: sorts what it stores, arranges every answer by one random seed, prefetches.',
  fields: {
    base: {
      value: 'sorted',
      evidence: 'S',
      source: 'isc-projects/bind9 (v9_20) lib/dns/rdataslab.c',
    },
    orderOnMiss: { value: 'bindSeeded', evidence: 'S', source: RDATASET },
    orderOnHit: { value: 'bindSeeded', evidence: 'S', source: RDATASET },
    orderOnJoin: {
      value: 'bindSeeded',
      evidence: 'I',
      source: 'each waiter gets its own rendering',
    },
    minTtl: { value: 0, evidence: 'S', source: CONFIG },
    maxTtl: { value: 604_800, evidence: 'S', source: CONFIG },
    negativeTtl: { value: { min: 0, max: 10_800 }, evidence: 'S', source: CONFIG },
    ttlClock: {
      value: 'seconds',
      evidence: 'S',
      source: 'isc-projects/bind9 lib/dns/qpcache.c ACTIVE',
    },
    lastSecond: {
      value: 'miss',
      evidence: 'S',
      source: 'isc-projects/bind9 lib/dns/qpcache.c ACTIVE (expire > now)',
    },
    ttlPassed: { value: 'floor', evidence: 'I', source: 'expiry minus whole seconds of now' },
    ednsBuffer: { value: 1232, evidence: 'S', source: `${CONFIG} (edns-udp-size 1232)` },
    prefetch: {
      value: { below: '2s', eligible: '9s' },
      evidence: 'S',
      source: `${CONFIG} (prefetch 2 9)`,
    },
    servfailTtl: { value: 1, evidence: 'S', source: `${CONFIG} (servfail-ttl 1)` },
  },
};
