import type { Profile } from '../../profile.ts';

export const jvmForever: Profile = {
  name: 'jvm-forever',
  summary:
    'A JVM told to keep every answer for ever (a security manager, or a copied setting): the first list it gets is its last.',
  fields: {
    dns: {
      value: { fixed: 'forever', negative: '10s' },
      evidence: 'S',
      source: 'openjdk java.security: networkaddress.cache.ttl = -1',
    },
    sort: {
      value: 'glibc',
      evidence: 'S',
      source: 'openjdk InetAddress: the order of getaddrinfo',
    },
    pick: { value: 'first', evidence: 'S', source: 'openjdk InetAddress' },
    connect: { value: 'single', evidence: 'S', source: 'openjdk java.net.http' },
    pool: { value: { idle: '30s' }, evidence: 'S', source: 'openjdk java.net.http' },
    reresolve: { value: 'never', evidence: 'I', source: 'follows from the cache' },
  },
};
