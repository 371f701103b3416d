import type { Profile } from '../../profile.ts';

export const chromePosix: Profile = {
  name: 'chrome-posix',
  summary:
    'Chrome with its own resolver, as on Linux, Mac, Android: keeps answers 60 s or their TTL, sorts by rule 9 within the subnet.',
  fields: {
    dns: {
      value: { atLeast: '60s' },
      evidence: 'S',
      source: 'chromium net/dns (built-in resolver): the greater of TTL and 60 s',
    },
    sort: {
      value: 'v4rule9Capped',
      evidence: 'S',
      source: 'chromium net/dns/address_sorter_posix',
    },
    pick: { value: 'first', evidence: 'S', source: 'chromium net/socket' },
    connect: {
      value: { stagger: '300ms', parallel: 2 },
      evidence: 'S',
      source: 'chromium net/socket',
    },
    connectTimeout: {
      value: '240s',
      evidence: 'S',
      source: 'chromium net/socket: the time limit of a connect job',
    },
    attemptTimeout: {
      value: 'kernel',
      evidence: 'I',
      source: 'chromium net/socket sets none of its own',
    },
    pool: {
      value: { idle: '300s', maxConns: 6 },
      evidence: 'S',
      source: 'chromium net/socket (HTTP/1.1, used sockets)',
    },
  },
};
