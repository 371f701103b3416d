import type { Profile } from '../../profile.ts';

export const curl816: Profile = {
  name: 'curl-8.16',
  summary:
    'libcurl since 8.16: answers kept 60 s whatever the TTL, up to six addresses at once, 200 ms apart.',
  fields: {
    dns: {
      value: { fixed: '60s', negative: '30s' },
      evidence: 'S',
      source: 'curl/curl lib/hostip.c; CURLOPT_DNS_CACHE_TIMEOUT (negative: half, since 8.16)',
    },
    sort: { value: 'glibc', evidence: 'S', source: 'curl/curl lib/asyn-thrdd.c: getaddrinfo' },
    families: {
      value: 'alternate',
      evidence: 'S',
      source: 'curl/curl lib/cf-ip-happy.c (8.16)',
    },
    pick: { value: 'first', evidence: 'S', source: 'curl/curl lib/cf-ip-happy.c' },
    connect: {
      value: { stagger: '200ms', parallel: 6 },
      evidence: 'S',
      source: 'curl/curl lib/cf-ip-happy.c (8.16), include/curl/curl.h CURL_HET_DEFAULT',
    },
    connectTimeout: {
      value: '300s',
      evidence: 'S',
      source: 'curl/curl lib/connect.h DEFAULT_CONNECT_TIMEOUT',
    },
    attemptTimeout: {
      value: 'kernel',
      evidence: 'I',
      source: 'curl/curl lib/cf-ip-happy.c ends none before the others',
    },
    pool: {
      value: { idle: '118s', reuse: 'lifo' },
      evidence: 'S',
      source: 'curl/curl lib/url.c: CURLOPT_MAXAGE_CONN',
    },
  },
};
