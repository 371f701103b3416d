import type { Profile } from '../../profile.ts';

export const firefox: Profile = {
  name: 'firefox',
  summary:
    'Firefox: keeps every answer 60 s and uses it for 60 s more while it asks again, shuns addresses that failed.',
  fields: {
    dns: {
      value: { fixed: '60s', grace: '60s', negative: '60s' },
      evidence: 'S',
      source:
        'mozilla modules/libpref all.js network.dnsCacheExpiration, dnsCacheExpirationGracePeriod',
    },
    sort: {
      value: 'verbatim',
      evidence: 'S',
      source: 'mozilla netwerk/dns: the order of the system',
    },
    pick: { value: 'first', evidence: 'S', source: 'mozilla netwerk/dns' },
    connect: {
      value: { stagger: '250ms', parallel: 2 },
      evidence: 'S',
      source: 'mozilla StaticPrefs network.http.connection-retry-timeout: a backup connection',
    },
    attemptTimeout: {
      value: '90s',
      evidence: 'D',
      source: 'mozilla StaticPrefs network.http.connection-timeout',
    },
    failMemory: {
      value: '60s',
      evidence: 'I',
      source: 'mozilla netwerk/dns nsHostRecord: unusable for as long as its host record lives',
    },
    pool: {
      value: { idle: '115s', maxConns: 6 },
      evidence: 'S',
      source: 'mozilla StaticPrefs network.http.keep-alive.timeout; six to a host: not checked',
    },
  },
};
