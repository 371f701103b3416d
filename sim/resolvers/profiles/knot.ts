import type { Profile } from '../../profile.ts';

export const knot: Profile = {
  name: 'knot',
  summary:
    'Knot Resolver since 5.3 as shipped: sorts what it stores, begins every answer at a random address, keeps it 5 s at least.',
  fields: {
    base: {
      value: 'sorted',
      evidence: 'S',
      source: 'CZ-NIC/knot-resolver lib/cache: canonical order of the RRset',
    },
    orderOnMiss: {
      value: { rotate: { by: 'random' } },
      evidence: 'S',
      source: 'CZ-NIC/knot-resolver lib/rplan.c, lib/resolve.c; NEWS 5.3.0',
    },
    orderOnHit: {
      value: { rotate: { by: 'random' } },
      evidence: 'S',
      source: 'CZ-NIC/knot-resolver lib/rplan.c, lib/resolve.c; NEWS 5.3.0',
    },
    orderOnJoin: {
      value: { rotate: { by: 'random' } },
      evidence: 'I',
      source: 'each query draws its own 16 bits',
    },
    minTtl: {
      value: 5,
      evidence: 'S',
      source: 'CZ-NIC/knot-resolver lib/defines.h KR_CACHE_DEFAULT_TTL_MIN',
    },
    maxTtl: {
      value: 86_400,
      evidence: 'S',
      source: 'CZ-NIC/knot-resolver lib/defines.h KR_CACHE_DEFAULT_TTL_MAX',
    },
    negativeTtl: {
      value: { min: 5, max: 86_400 },
      evidence: 'S',
      source: 'CZ-NIC/knot-resolver lib/cache: the same limits',
    },
    ttlClock: { value: 'seconds', evidence: 'I', source: 'TTLs are kept in whole seconds' },
    lastSecond: {
      value: 'hit',
      evidence: 'E',
      source: 'Knot Resolver 5.6.0: TTL 5 lives through 6 turns of the clock (docs/conformance.md)',
    },
    ttlPassed: { value: 'floor', evidence: 'I', source: 'expiry minus whole seconds of now' },
    ednsBuffer: {
      value: 1232,
      evidence: 'S',
      source: 'CZ-NIC/knot-resolver lib/defines.h KR_EDNS_PAYLOAD',
    },
    prefetch: {
      value: 'none',
      evidence: 'S',
      source: 'CZ-NIC/knot-resolver modules/predict is off',
    },
    servfailTtl: { value: 5, evidence: 'A', source: 'not read; its least TTL' },
  },
};
