import type { Profile } from '../../profile.ts';
import { bind920 } from './bind-9.20.ts';

const BY_QUERY_ID = { rotate: { by: 'queryId' } };
const RDATASET = 'isc-projects/bind9 lib/dns/rdataset.c (start = id % count), since 9.21.14';

export const bind921: Profile = {
  name: 'bind-9.21',
  summary:
    'BIND from 9.21.14 as shipped: sorts what it stores, begins every answer at query id modulo count, prefetches.',
  fields: {
    ...bind920.fields,
    orderOnMiss: { value: BY_QUERY_ID, evidence: 'S', source: RDATASET },
    orderOnHit: { value: BY_QUERY_ID, evidence: 'S', source: RDATASET },
    orderOnJoin: {
      value: BY_QUERY_ID,
      evidence: 'I',
      source: 'each waiter has a query id of its own',
    },
  },
};
