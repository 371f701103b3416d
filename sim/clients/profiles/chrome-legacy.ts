import type { Profile } from '../../profile.ts';

export const chromeLegacy: Profile = {
  name: 'chrome-legacy',
  summary:
    'Chrome before it raced addresses of one family: the next one only when the system gives up the first.',
  fields: {
    dns: {
      value: { fixed: '60s' },
      evidence: 'S',
      source: 'chromium net/dns (system resolver path)',
    },
    sort: { value: 'verbatim', evidence: 'S', source: 'chromium net/dns: the order of the system' },
    pick: { value: 'first', evidence: 'S', source: 'chromium net/socket' },
    connect: {
      value: 'sequential',
      evidence: 'S',
      source: 'chromium net/socket (older): one family in turn',
    },
    connectTimeout: {
      value: '240s',
      evidence: 'S',
      source: 'chromium net/socket: the time limit of a connect job',
    },
    attemptTimeout: {
      value: '21s',
      evidence: 'A',
      source: 'Windows gives up an unanswered connection after about 21 s',
    },
    pool: {
      value: { idle: '300s', maxConns: 6 },
      evidence: 'S',
      source: 'chromium net/socket (HTTP/1.1, used sockets)',
    },
  },
};
