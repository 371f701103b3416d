import type { Profile } from '../../profile.ts';
import { unbound } from './unbound.ts';

export const unboundPrefetchStale: Profile = {
  name: 'unbound-prefetch-stale',
  summary:
    'Unbound with prefetch and serve-expired: refreshes in the last tenth of a TTL, and after 1.8 s without an answer gives the expired one.',
  fields: {
    ...unbound.fields,
    prefetch: {
      value: { share: '10%' },
      evidence: 'S',
      source: 'NLnetLabs/unbound util/data/msgreply.h PREFETCH_TTL_CALC (ttl − ⌊ttl/10⌋)',
    },
    serveStale: {
      value: { window: '1d', ttl: { atMost: 30 }, serve: { after: '1.8s' }, recheck: '5s' },
      evidence: 'S',
      source:
        'NLnetLabs/unbound util/config_file.c (serve-expired-ttl 86400, -reply-ttl 30, -client-timeout 1800), iterator/iterator.c (serve_expired_norec_ttl, NORR_TTL 5)',
    },
  },
};
