import type { Profile } from '../../profile.ts';
import { pdnsRecursor } from './pdns-recursor.ts';

export const pdnsRecursorNopc: Profile = {
  name: 'pdns-recursor-nopc',
  summary:
    'PowerDNS Recursor without its packet cache: shuffles every answer; refreshes in the last tenth of the TTL.',
  fields: {
    ...pdnsRecursor.fields,
    orderOnHit: {
      value: 'shuffle',
      evidence: 'S',
      source: 'PowerDNS/pdns pdns/recursordist/pdns_recursor.cc, pdns/shuffle.cc',
    },
    frozenPer: {
      value: 'entry',
      evidence: 'S',
      source: 'PowerDNS/pdns docs/settings packetcache.disable',
    },
    prefetch: {
      value: { share: '10%', plus: '0s' },
      evidence: 'D',
      source: 'PowerDNS/pdns docs/settings refresh-on-ttl-perc: 10, its usual value',
    },
    servfailTtl: {
      value: 1,
      evidence: 'I',
      source: 'without a packet cache it keeps no failure; the least that RFC 9520 allows',
    },
  },
};
