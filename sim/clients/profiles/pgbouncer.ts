import type { Profile } from '../../profile.ts';

export const pgbouncer: Profile = {
  name: 'pgbouncer',
  summary:
    'PgBouncer: keeps answers 15 s and goes round their addresses, one per server connection, uses the connection used last, none older than an hour.',
  fields: {
    dns: { value: { fixed: '15s' }, evidence: 'D', source: 'PgBouncer dns_max_ttl' },
    sort: { value: 'verbatim', evidence: 'S', source: 'pgbouncer/pgbouncer src/dnslookup.c' },
    pick: {
      value: 'cycle',
      evidence: 'D',
      source: 'PgBouncer FAQ: round robin over the addresses, per server connection',
    },
    connect: {
      value: 'single',
      evidence: 'S',
      source: 'pgbouncer/pgbouncer src/dnslookup.c: the next address is for the next connection',
    },
    attemptTimeout: { value: '15s', evidence: 'D', source: 'PgBouncer server_connect_timeout' },
    pool: {
      value: { idle: '10m', maxAge: '1h', maxConns: 20, reuse: 'lifo' },
      evidence: 'D',
      source:
        'PgBouncer server_idle_timeout, server_lifetime, default_pool_size, server_round_robin 0',
    },
  },
};
