import type { Profile } from '../../profile.ts';

const CONFIG = 'NLnetLabs/unbound util/config_file.c';

export const unbound: Profile = {
  name: 'unbound',
  summary:
    'Unbound as shipped: rotates every answer by query id and clock, no prefetch, no stale answers.',
  fields: {
    base: { value: 'wire', evidence: 'I', source: 'NLnetLabs/unbound util/data/msgencode.c' },
    orderOnMiss: {
      value: { rotate: { by: 'queryIdTime' } },
      evidence: 'S',
      source: 'NLnetLabs/unbound util/data/msgencode.c',
    },
    orderOnHit: {
      value: { rotate: { by: 'queryIdTime' } },
      evidence: 'S',
      source: 'NLnetLabs/unbound util/data/msgencode.c',
    },
    orderOnJoin: {
      value: { rotate: { by: 'queryIdTime' } },
      evidence: 'I',
      source: 'each waiter gets its own encoding',
    },
    minTtl: { value: 0, evidence: 'S', source: CONFIG },
    maxTtl: { value: 86_400, evidence: 'S', source: CONFIG },
    negativeTtl: { value: { min: 0, max: 3_600 }, evidence: 'S', source: CONFIG },
    ttlClock: { value: 'seconds', evidence: 'S', source: 'NLnetLabs/unbound TTL_IS_EXPIRED' },
    lastSecond: {
      value: 'miss',
      evidence: 'S',
      source: 'NLnetLabs/unbound TTL_IS_EXPIRED (ttl <= now)',
    },
    ttlPassed: { value: 'floor', evidence: 'I', source: 'TTL minus whole seconds elapsed' },
    ednsBuffer: { value: 1232, evidence: 'S', source: `${CONFIG} edns_buffer_size` },
    prefetch: { value: 'none', evidence: 'S', source: CONFIG },
    servfailTtl: {
      value: 5,
      evidence: 'S',
      source:
        'NLnetLabs/unbound util/data/msgparse.h NORR_TTL, iterator/iterator.c error_response_cache',
    },
  },
};
