import type { Profile } from '../../profile.ts';
import { ispPool } from './isp-pool.ts';

export const ispTtlExtender: Profile = {
  name: 'isp-ttl-extender',
  summary: 'As isp-pool, with every TTL raised to five minutes: 8.74 % of resolvers extend TTLs.',
  fields: {
    ...ispPool.fields,
    minTtl: {
      value: 300,
      evidence: 'E',
      source: 'Bhowmick et al., PAM 2023: 8.74 % extend; how far is assumed',
    },
  },
};
