import type { Profile } from '../../profile.ts';

const HINCHLEY = 'article by P. Hinchley on RoundRobin and LocalNetPriority';
const CACHE = 'Microsoft, Get-DnsServerCache (example output)';
const TURNS = { rotate: { by: 'counter', step: 1, per: 'name', first: 0 } };

export const windowsDns: Profile = {
  name: 'windows-dns',
  summary:
    'Windows DNS Server as shipped: addresses in the client’s /24 first (netmask ordering), the others in turn (round robin).',
  fields: {
    base: { value: 'wire', evidence: 'I', source: 'what round robin turns is the stored answer' },
    orderOnMiss: { value: TURNS, evidence: 'A', source: 'that misses turn too is assumed' },
    orderOnHit: {
      value: TURNS,
      evidence: 'E',
      source: `${HINCHLEY}; a counter for each name is assumed`,
    },
    orderOnJoin: { value: TURNS, evidence: 'A', source: 'as hits' },
    nearFirst: {
      value: 24,
      evidence: 'E',
      source: `${HINCHLEY}: LocalNetPriorityNetmask is class C; registry pages differ by version`,
    },
    minTtl: { value: 0, evidence: 'A', source: 'no lower limit is documented' },
    maxTtl: { value: 86_400, evidence: 'D', source: `${CACHE}: MaxTTL 1 day` },
    negativeTtl: {
      value: { min: 0, max: 900 },
      evidence: 'D',
      source: `${CACHE}: MaxNegativeTtl 15 minutes`,
    },
    ttlClock: { value: 'seconds', evidence: 'A', source: 'not published' },
    lastSecond: { value: 'miss', evidence: 'A', source: 'not published' },
    ttlPassed: { value: 'floor', evidence: 'A', source: 'not published' },
    ednsBuffer: { value: 1232, evidence: 'A', source: 'the value of DNS flag day 2020' },
    prefetch: {
      value: 'none',
      evidence: 'D',
      source: `${CACHE}: locking 100 %, no entry is overwritten before its end`,
    },
  },
};
