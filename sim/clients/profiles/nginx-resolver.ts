import type { Profile } from '../../profile.ts';

export const nginxResolver: Profile = {
  name: 'nginx-resolver',
  summary:
    'nginx with a resolver and a variable in proxy_pass: answers kept for their TTL and handed out from a random place on, a connection for each request.',
  fields: {
    dns: {
      value: 'ttl',
      evidence: 'S',
      source: 'nginx/nginx src/core/ngx_resolver.c; valid= replaces the TTL',
    },
    sort: { value: 'verbatim', evidence: 'S', source: 'nginx/nginx src/core/ngx_resolver.c' },
    pick: {
      value: 'random',
      evidence: 'S',
      source:
        'nginx/nginx src/core/ngx_resolver.c ngx_resolver_export: a random rotation, of which the first is taken',
    },
    connect: {
      value: 'sequential',
      evidence: 'D',
      source: 'nginx proxy_next_upstream: on error and time-out',
    },
    attemptTimeout: { value: '60s', evidence: 'D', source: 'nginx proxy_connect_timeout' },
    pool: {
      value: 'none',
      evidence: 'S',
      source: 'nginx/nginx src/http/ngx_http_upstream.c: keepalive is of upstream blocks',
    },
  },
};
