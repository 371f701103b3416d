import type { Profile } from '../../profile.ts';

export const oneShot: Profile = {
  name: 'one-shot',
  summary:
    'A process that resolves, connects, asks once and ends: curl on the command line, PHP, a cold Lambda.',
  fields: {
    dns: {
      value: 'none',
      evidence: 'S',
      source: 'glibc keeps no cache: bminor/glibc nss/getaddrinfo.c',
    },
    sort: { value: 'glibc', evidence: 'S', source: 'bminor/glibc nss/getaddrinfo.c' },
    families: {
      value: 'alternate',
      evidence: 'S',
      source: 'curl/curl lib/cf-ip-happy.c (8.16)',
    },
    pick: { value: 'first', evidence: 'S', source: 'curl/curl lib/cf-ip-happy.c' },
    connect: {
      value: { stagger: '200ms', parallel: 6 },
      evidence: 'S',
      source: 'curl/curl lib/cf-ip-happy.c (8.16)',
    },
    pool: { value: 'none', evidence: 'I', source: 'nothing survives the process' },
  },
};
