import type { Profile } from '../../profile.ts';

const README = 'AdguardTeam/dnsproxy README';
const CACHE = 'AdguardTeam/dnsproxy proxy/cache.go';

export const adguardFastest: Profile = {
  name: 'adguard-fastest',
  summary:
    'AdGuard dnsproxy with fastest_addr: pings all addresses and answers with the fastest alone, the same until the entry ends.',
  fields: {
    base: { value: 'wire', evidence: 'S', source: CACHE },
    orderOnMiss: { value: 'base', evidence: 'S', source: CACHE },
    orderOnHit: {
      value: 'filling',
      evidence: 'S',
      source: `${CACHE}: the stored message is replayed`,
    },
    orderOnJoin: { value: 'filling', evidence: 'I', source: 'as hits' },
    firstOnly: { value: true, evidence: 'D', source: `${README}: --upstream-mode fastest_addr` },
    minTtl: { value: 600, evidence: 'D', source: `${README}: --cache-min-ttl (unset it is 0)` },
    ttlClock: { value: 'seconds', evidence: 'A', source: CACHE },
    lastSecond: { value: 'miss', evidence: 'A', source: CACHE },
    ttlPassed: { value: 'floor', evidence: 'A', source: CACHE },
    prefetch: { value: 'none', evidence: 'D', source: `${README}: --cache-optimistic off` },
  },
};
