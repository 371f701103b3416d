import type { Profile } from '../../profile.ts';

export const aiohttp: Profile = {
  name: 'aiohttp',
  summary:
    'aiohttp: keeps answers 10 s and goes one address on at each connection, idle connections 15 s.',
  fields: {
    dns: {
      value: { fixed: '10s' },
      evidence: 'S',
      source:
        'aio-libs/aiohttp connector.py ttl_dns_cache: looked up when a connection wants an address and the entry is older',
    },
    sort: { value: 'glibc', evidence: 'S', source: 'aio-libs/aiohttp resolver.py: getaddrinfo' },
    pick: {
      value: 'cycle',
      evidence: 'S',
      source: 'aio-libs/aiohttp connector.py _DNSCacheTable.next_addrs: one step per connect',
    },
    connect: {
      value: { stagger: '250ms', parallel: 64 },
      evidence: 'S',
      source: 'aio-libs/aiohttp connector.py happy_eyeballs_delay 0.25, attempts go on',
    },
    attemptTimeout: {
      value: 'kernel',
      evidence: 'S',
      source:
        'aio-libs/aiohttp client.py ClientTimeout: sock_connect 30 s since 3.11, not modelled; the total of 5 min is longer',
    },
    pool: {
      value: { idle: '15s', maxConns: 100 },
      evidence: 'S',
      source: 'aio-libs/aiohttp connector.py keepalive_timeout, limit',
    },
  },
};
