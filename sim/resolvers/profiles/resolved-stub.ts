import type { Profile } from '../../profile.ts';

export const resolvedStub: Profile = {
  name: 'resolved-stub',
  summary:
    'systemd-resolved, one on each host: passes the first answer on as it came and shuffles those from its cache.',
  fields: {
    base: {
      value: 'wire',
      evidence: 'S',
      source: 'systemd/systemd-stable src/resolve/resolved-dns-answer.c',
    },
    orderOnMiss: {
      value: 'base',
      evidence: 'S',
      source: 'systemd/systemd-stable src/resolve/resolved-dns-answer.c',
    },
    orderOnHit: {
      value: 'shuffle',
      evidence: 'S',
      source: 'systemd/systemd-stable src/resolve/resolved-dns-answer.c',
    },
    orderOnJoin: {
      value: 'base',
      evidence: 'I',
      source: 'one transaction answers all who wait for it',
    },
    minTtl: {
      value: 0,
      evidence: 'S',
      source: 'systemd/systemd-stable src/resolve/resolved-dns-cache.c',
    },
    maxTtl: {
      value: 7_200,
      evidence: 'S',
      source: 'systemd/systemd-stable src/resolve/resolved-dns-cache.c CACHE_TTL_MAX_USEC',
    },
    ttlClock: { value: 'exact', evidence: 'I', source: 'expiry is kept in microseconds' },
    ttlPassed: { value: 'floor', evidence: 'A', source: 'not read' },
    ednsBuffer: { value: 1232, evidence: 'A', source: 'not read; the value of DNS flag day 2020' },
    prefetch: {
      value: 'none',
      evidence: 'S',
      source: 'systemd/systemd-stable src/resolve/resolved-dns-cache.c',
    },
    servfailTtl: {
      value: 10,
      evidence: 'S',
      source:
        'systemd/systemd-stable src/resolve/resolved-dns-cache.c CACHE_TTL_STRANGE_RCODE_USEC',
    },
    capacity: {
      value: 4096,
      evidence: 'S',
      source: 'systemd/systemd-stable src/resolve/resolved-dns-cache.c CACHE_MAX',
    },
  },
};
