import type { Profile } from '../../profile.ts';

export const chromeWindows: Profile = {
  name: 'chrome-windows',
  summary:
    'Chrome with the system resolver, as on Windows: keeps every answer 60 s, first address, pools connections.',
  fields: {
    dns: {
      value: { fixed: '60s' },
      evidence: 'S',
      source: 'chromium net/dns (system resolver path)',
    },
    sort: { value: 'verbatim', evidence: 'S', source: 'chromium net/dns: the order of the system' },
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
