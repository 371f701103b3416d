import type { Profile } from '../../profile.ts';

export const nginxStatic: Profile = {
  name: 'nginx-static',
  summary:
    'nginx with names in an upstream block: looks up once, when it is loaded; goes round all addresses and passes over for 10 s one that failed.',
  fields: {
    dns: {
      value: 'forever',
      evidence: 'D',
      source: 'nginx ngx_http_upstream_module server: resolved at start, without resolve',
    },
    sort: {
      value: 'glibc',
      evidence: 'S',
      source: 'nginx/nginx src/core/ngx_inet.c ngx_inet_resolve_host: getaddrinfo',
    },
    pick: {
      value: 'smooth',
      evidence: 'S',
      source: 'nginx/nginx src/http/ngx_http_upstream_round_robin.c ngx_http_upstream_get_peer',
    },
    connect: {
      value: 'sequential',
      evidence: 'D',
      source: 'nginx proxy_next_upstream: on error and time-out',
    },
    attemptTimeout: { value: '60s', evidence: 'D', source: 'nginx proxy_connect_timeout' },
    failMemory: {
      value: '10s',
      evidence: 'D',
      source: 'nginx ngx_http_upstream_module server: max_fails 1, fail_timeout 10 s',
    },
    pool: {
      value: { idle: '60s', maxAge: '1h', maxRequests: 1000 },
      evidence: 'D',
      source:
        'nginx ngx_http_upstream_module keepalive_timeout, keepalive_time, keepalive_requests',
    },
    reresolve: {
      value: 'never',
      evidence: 'D',
      source: 'nginx ngx_http_upstream_module server: until it is loaded again',
    },
  },
};
