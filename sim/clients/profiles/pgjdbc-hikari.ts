import type { Profile } from '../../profile.ts';

export const pgjdbcHikari: Profile = {
  name: 'pgjdbc-hikari',
  summary:
    'PostgreSQL’s JDBC driver under HikariCP: the first address alone, ten connections, none older than half an hour.',
  fields: {
    dns: {
      value: { fixed: '30s', negative: '10s' },
      evidence: 'S',
      source: 'openjdk java.security networkaddress.cache.ttl',
    },
    sort: { value: 'glibc', evidence: 'S', source: 'openjdk InetAddress: getaddrinfo' },
    pick: { value: 'first', evidence: 'S', source: 'pgjdbc/pgjdbc PGStream: the first address' },
    connect: { value: 'single', evidence: 'S', source: 'pgjdbc/pgjdbc PGProperty.java' },
    attemptTimeout: {
      value: '10s',
      evidence: 'S',
      source: 'pgjdbc/pgjdbc PGProperty.java CONNECT_TIMEOUT',
    },
    pool: {
      value: { maxConns: 10, maxAge: '30m' },
      evidence: 'S',
      source:
        'brettwooldridge/HikariCP HikariConfig.java: maximumPoolSize, maxLifetime; a pool of fixed size ends no idle ones',
    },
  },
};
