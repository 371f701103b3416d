import type { Profile } from '../../profile.ts';

export const jdkHttpclient: Profile = {
  name: 'jdk-httpclient',
  summary:
    'java.net.http.HttpClient: the JVM keeps answers 30 s, one address and no other, idle connections 30 s.',
  fields: {
    dns: {
      value: { fixed: '30s', negative: '10s' },
      evidence: 'S',
      source: 'openjdk java.security: networkaddress.cache.ttl, networkaddress.cache.negative.ttl',
    },
    sort: {
      value: 'glibc',
      evidence: 'S',
      source: 'openjdk InetAddress: the order of getaddrinfo',
    },
    pick: { value: 'first', evidence: 'S', source: 'openjdk java.net.http' },
    connect: { value: 'single', evidence: 'S', source: 'openjdk java.net.http' },
    sameAddressTries: {
      value: 2,
      evidence: 'S',
      source: 'openjdk java.net.http: one more try after a failed connection',
    },
    pool: {
      value: { idle: '30s' },
      evidence: 'S',
      source: 'openjdk java.net.http: jdk.httpclient.keepalive.timeout (1200 s before JDK 20)',
    },
  },
};
