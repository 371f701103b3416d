import type { Profile } from '../../profile.ts';
import { bind920 } from './bind-9.20.ts';

export const bindStale: Profile = {
  name: 'bind-stale',
  summary:
    'BIND with stale-answer-enable yes: bind-9.20 that answers from expired records for a day when upstream fails.',
  fields: {
    ...bind920.fields,
    serveStale: {
      value: { window: '1d', ttl: 30, serve: 'onFailure', recheck: '30s' },
      evidence: 'S',
      source:
        'isc-projects/bind9 (v9_20) bin/named/config.c (max-stale-ttl 86400, stale-answer-ttl 30, stale-refresh-time 30, stale-answer-client-timeout off)',
    },
  },
};
