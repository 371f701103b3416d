import type { Profile } from '../../profile.ts';

export const undiciDnsRr: Profile = {
  name: 'undici-dns-rr',
  summary:
    'undici (fetch of Node.js) with its dns interceptor: keeps answers 10 s and sends each request to the next address, connections idle 4 s.',
  fields: {
    dns: {
      value: { fixed: '10s' },
      evidence: 'S',
      source: 'nodejs/undici lib/interceptor/dns.js maxTTL',
    },
    sort: { value: 'verbatim', evidence: 'S', source: 'nodejs/undici lib/interceptor/dns.js' },
    pick: {
      value: 'smooth',
      evidence: 'S',
      source:
        'nodejs/undici lib/interceptor/dns.js: an offset per family, one on at each request: plain round robin, as smooth is where none is passed over',
    },
    connect: {
      value: 'single',
      evidence: 'S',
      source: 'nodejs/undici lib/interceptor/dns.js: on failure the other family only',
    },
    attemptTimeout: {
      value: '10s',
      evidence: 'S',
      source: 'nodejs/undici lib/dispatcher/client.js connectTimeout',
    },
    pool: {
      value: { idle: '4s' },
      evidence: 'S',
      source: 'nodejs/undici lib/dispatcher/client.js keepAliveTimeout',
    },
  },
};
