import type { Profile } from '../../profile.ts';
import { bind920 } from './bind-9.20.ts';

export const bindCyclicLegacy: Profile = {
  name: 'bind-cyclic-legacy',
  summary:
    'BIND to 9.20 with rrset-order cyclic: sorts what it stores, begins every answer one address later.',
  fields: {
    ...bind920.fields,
    orderOnMiss: {
      value: { rotate: { by: 'counter', per: 'entry' } },
      evidence: 'S',
      source:
        'isc-projects/bind9 (v9_20) lib/dns/rdataset.c: a counter of the header, one more at each answer',
    },
    orderOnHit: {
      value: { rotate: { by: 'counter', per: 'entry' } },
      evidence: 'S',
      source:
        'isc-projects/bind9 (v9_20) lib/dns/rdataset.c: a counter of the header, one more at each answer',
    },
    orderOnJoin: {
      value: 'same',
      evidence: 'E',
      source: 'BIND 9.18.49: all who waited for one answer get one order (docs/conformance.md)',
    },
  },
};
