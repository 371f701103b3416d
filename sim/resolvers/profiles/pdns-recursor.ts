import type { Profile } from '../../profile.ts';

const PACKET_CACHE = 'PowerDNS/pdns pdns/recursordist/recpacketcache.cc';
const RECURSOR = 'PowerDNS/pdns pdns/recursordist/pdns_recursor.cc';

export const pdnsRecursor: Profile = {
  name: 'pdns-recursor',
  summary:
    'PowerDNS Recursor 5 as shipped: shuffles once, then its packet cache replays that order per query shape.',
  fields: {
    base: { value: 'wire', evidence: 'S', source: RECURSOR },
    orderOnMiss: { value: 'shuffle', evidence: 'S', source: RECURSOR },
    orderOnHit: { value: 'filling', evidence: 'S', source: PACKET_CACHE },
    orderOnJoin: {
      value: 'shuffle',
      evidence: 'I',
      source: 'each waiting query is shuffled on its own',
    },
    frozenPer: {
      value: 'queryShape',
      evidence: 'S',
      source: `${PACKET_CACHE} (key: flags and EDNS too)`,
    },
    minTtl: { value: 1, evidence: 'S', source: 'PowerDNS/pdns docs/settings minimum-ttl-override' },
    maxTtl: { value: 86_400, evidence: 'S', source: 'PowerDNS/pdns docs/settings max-cache-ttl' },
    negativeTtl: {
      value: { min: 0, max: 3_600 },
      evidence: 'D',
      source: 'PowerDNS/pdns docs/settings max-negative-ttl',
    },
    ttlClock: { value: 'seconds', evidence: 'I', source: 'TTLs are kept in whole seconds' },
    lastSecond: { value: 'miss', evidence: 'A', source: 'not read' },
    ttlPassed: { value: 'floor', evidence: 'I', source: 'expiry minus whole seconds of now' },
    ednsBuffer: {
      value: 1232,
      evidence: 'D',
      source: 'PowerDNS/pdns docs/appendices/FAQ outgoing.edns_bufsize',
    },
    prefetch: {
      value: 'none',
      evidence: 'D',
      source: 'PowerDNS/pdns docs/settings refresh-on-ttl-perc',
    },
    servfailTtl: {
      value: 60,
      evidence: 'D',
      source: 'PowerDNS/pdns docs/settings packetcache-servfail-ttl',
    },
  },
};
