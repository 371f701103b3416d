import type { Profile } from '../../profile.ts';

export const safariApple: Profile = {
  name: 'safari-apple',
  summary:
    'Safari and other programs over Apple’s systems: answers kept a quarter longer than their TTL, the nearest server first, 250 ms for each address.',
  fields: {
    dns: {
      value: { scale: 1.25, plus: '2s', atLeast: '15s' },
      evidence: 'S',
      source:
        'apple-oss-distributions/mDNSResponder mDNSCore/DNSCommon.h, DNSCommon.c: max(15, ttl + ttl/4 + 2)',
    },
    sort: {
      value: 'rtt',
      evidence: 'S',
      source: 'apple-oss-distributions/Libinfo lookup.subproj/si_compare.c',
    },
    families: {
      value: 'alternate',
      evidence: 'I',
      source: 'RFC 8305 section 4: first address family count 1',
    },
    resolutionDelay: { value: '50ms', evidence: 'I', source: 'RFC 8305 section 8' },
    pick: {
      value: 'first',
      evidence: 'I',
      source: 'Libinfo sorts, and its callers take the list in turn',
    },
    connect: {
      value: { stagger: '250ms', parallel: 8 },
      evidence: 'I',
      source: 'RFC 8305 section 8, by engineers of Apple; their own delay follows the round trip',
    },
    attemptTimeout: {
      value: '75s',
      evidence: 'A',
      source: 'macOS gives up an unanswered connection after about 75 s',
    },
    pool: {
      value: { idle: '60s', maxConns: 6 },
      evidence: 'A',
      source: 'the timers of NSURLSession are not published; six connections to a host',
    },
  },
};
