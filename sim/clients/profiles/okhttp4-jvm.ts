import type { Profile } from '../../profile.ts';

export const okhttp4Jvm: Profile = {
  name: 'okhttp4-jvm',
  summary:
    'OkHttp 4 on a JVM: answers kept 30 s, each address in turn for 10 s, routes that failed tried last.',
  fields: {
    dns: {
      value: { fixed: '30s', negative: '10s' },
      evidence: 'S',
      source: 'openjdk java.security networkaddress.cache.ttl',
    },
    sort: { value: 'glibc', evidence: 'S', source: 'openjdk InetAddress: getaddrinfo' },
    pick: { value: 'first', evidence: 'S', source: 'square/okhttp RouteSelector' },
    connect: { value: 'sequential', evidence: 'S', source: 'square/okhttp (4.x) RouteSelector' },
    attemptTimeout: {
      value: '10s',
      evidence: 'S',
      source: 'square/okhttp OkHttpClient connectTimeout',
    },
    failMemory: {
      value: '5m',
      evidence: 'I',
      source:
        'square/okhttp RouteDatabase: postponed until a connection succeeds; as long as the pool keeps one',
    },
    pool: {
      value: { idle: '300s' },
      evidence: 'S',
      source:
        'square/okhttp ConnectionPool: five minutes, five idle connections at most, which is not modelled',
    },
  },
};
