import type { Profile } from '../../profile.ts';

const CACHE = 'imp/dnsmasq src/cache.c';

export const dnsmasqHome: Profile = {
  name: 'dnsmasq-home',
  summary:
    'dnsmasq in a home router, before one to ten clients: each hit begins one address later; give it a resolver upstream.',
  fields: {
    base: { value: 'wire', evidence: 'I', source: `${CACHE} cache_end_insert` },
    orderOnMiss: {
      value: 'base',
      evidence: 'I',
      source: 'misses are relayed as they came from upstream',
    },
    orderOnHit: {
      value: { rotate: { by: 'counter', step: -1, per: 'entry', first: 0 } },
      evidence: 'E',
      source:
        'dnsmasq 2.90: the first hit as stored, each later one begins an address earlier (docs/conformance.md)',
    },
    orderOnJoin: {
      value: 'base',
      evidence: 'I',
      source: 'one reply from upstream is relayed to all who asked',
    },
    minTtl: { value: 0, evidence: 'S', source: `${CACHE} cache_insert, min-cache-ttl unset` },
    ttlClock: { value: 'seconds', evidence: 'S', source: `${CACHE} is_expired` },
    lastSecond: { value: 'miss', evidence: 'S', source: `${CACHE} is_expired (now < ttd)` },
    ttlPassed: {
      value: 'floor',
      evidence: 'S',
      source: 'imp/dnsmasq src/rfc1035.c crec_ttl (ttd - now)',
    },
    ednsBuffer: { value: 1232, evidence: 'S', source: 'imp/dnsmasq src/config.h EDNS_PKTSZ' },
    prefetch: { value: 'none', evidence: 'S', source: CACHE },
    servfailTtl: {
      value: 1,
      evidence: 'I',
      source: `${CACHE} keeps no failure; the least that RFC 9520 allows`,
    },
    capacity: {
      value: 150,
      evidence: 'S',
      source: 'imp/dnsmasq src/config.h CACHESIZ; the one not used for longest makes room',
    },
  },
};
