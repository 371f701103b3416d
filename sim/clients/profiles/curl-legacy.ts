import type { Profile } from '../../profile.ts';

export const curlLegacy: Profile = {
  name: 'curl-legacy',
  summary:
    'libcurl up to 8.15: answers kept 60 s, one address of a family after the other, half of the time left for each.',
  fields: {
    dns: {
      value: { fixed: '60s' },
      evidence: 'S',
      source: 'curl/curl lib/hostip.c; CURLOPT_DNS_CACHE_TIMEOUT',
    },
    sort: { value: 'glibc', evidence: 'S', source: 'curl/curl lib/asyn-thread.c: getaddrinfo' },
    pick: { value: 'first', evidence: 'S', source: 'curl/curl lib/connect.c' },
    connect: {
      value: 'sequential',
      evidence: 'S',
      source: 'curl/curl (8.15) lib/cf-socket.c, lib/connect.c: one racer to a family',
    },
    connectTimeout: {
      value: '300s',
      evidence: 'S',
      source: 'curl/curl lib/connect.h DEFAULT_CONNECT_TIMEOUT',
    },
    attemptTimeout: {
      value: 'half',
      evidence: 'S',
      source: 'curl/curl (8.15) lib/connect.c: half of the time left while addresses are',
    },
    pool: {
      value: { idle: '118s', reuse: 'lifo' },
      evidence: 'S',
      source: 'curl/curl lib/url.c: CURLOPT_MAXAGE_CONN',
    },
  },
};
