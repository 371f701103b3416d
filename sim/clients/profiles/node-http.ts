import type { Profile } from '../../profile.ts';

export const nodeHttp: Profile = {
  name: 'node-http',
  summary:
    'Node.js 20 and later, http with its global agent: no cache, 250 ms for each address, connections idle 5 s.',
  fields: {
    dns: { value: 'none', evidence: 'D', source: 'nodejs dns.lookup: getaddrinfo' },
    sort: { value: 'glibc', evidence: 'D', source: 'nodejs dns.lookup, verbatim since 17' },
    families: {
      value: 'alternate',
      evidence: 'D',
      source: 'nodejs net: autoSelectFamily',
    },
    pick: { value: 'first', evidence: 'S', source: 'nodejs net' },
    connect: {
      value: { stagger: '250ms', abort: true },
      evidence: 'D',
      source: 'nodejs net: autoSelectFamilyAttemptTimeout, within one family too',
    },
    pool: {
      value: { idle: '5s', reuse: 'lifo' },
      evidence: 'D',
      source: 'nodejs http: keepAlive of the global agent since 19, scheduling lifo',
    },
  },
};
