import type { Profile } from '../../profile.ts';

export const dotnetFramework: Profile = {
  name: 'dotnet-framework',
  summary:
    '.NET Framework’s HttpWebRequest: keeps answers 120 s and goes to the first address and no other, two connections to a host.',
  fields: {
    dns: {
      value: { fixed: '120s' },
      evidence: 'D',
      source:
        'Microsoft, ServicePointManager.DnsRefreshTimeout: looked up when a connection is new and the entry older',
    },
    sort: {
      value: 'verbatim',
      evidence: 'D',
      source: 'runs on Windows alone, which from 10 on takes the order of the server',
    },
    pick: {
      value: 'first',
      evidence: 'D',
      source: 'Microsoft, ServicePointManager.EnableDnsRoundRobin: false',
    },
    connect: { value: 'single', evidence: 'I', source: 'a request fails with its one address' },
    attemptTimeout: {
      value: '21s',
      evidence: 'A',
      source: 'Windows gives up an unanswered connection after about 21 s',
    },
    pool: {
      value: { idle: '100s', maxConns: 2 },
      evidence: 'D',
      source:
        'Microsoft, ServicePointManager.MaxServicePointIdleTime, DefaultPersistentConnectionLimit',
    },
  },
};
