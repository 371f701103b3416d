import type { Profile } from '../../profile.ts';
import { bind920 } from './bind-9.20.ts';

export const ispPool: Profile = {
  name: 'isp-pool',
  summary:
    'An access provider’s resolvers: eight BINDs behind one address that share no cache, a client’s queries always at the same.',
  fields: {
    ...bind920.fields,
    shards: {
      value: 8,
      evidence: 'I',
      source: 'pools behind anycast or ECMP, mostly without a shared cache',
    },
    shardPick: { value: 'client', evidence: 'I', source: 'ECMP hashes flows by address' },
  },
};
