import type { Profile } from '../../profile.ts';

export const legacyRule9: Profile = {
  name: 'legacy-rule9',
  summary:
    'Programs over a C library that sorts IPv4 by rule 9, as glibc up to 2.7: clients of one subnet prefer one server.',
  fields: {
    dns: {
      value: 'none',
      evidence: 'S',
      source: 'glibc keeps no cache: bminor/glibc nss/getaddrinfo.c',
    },
    sort: {
      value: 'v4rule9',
      evidence: 'S',
      source: 'bminor/glibc before commit 6f3914d5a3 (2007)',
    },
    pick: {
      value: 'first',
      evidence: 'S',
      source: 'bminor/glibc nss/getaddrinfo.c: the caller takes them in turn',
    },
    connect: {
      value: 'sequential',
      evidence: 'I',
      source: 'the loop over getaddrinfo of its manual page',
    },
    attemptTimeout: { value: 'kernel', evidence: 'I', source: 'connect(2) without a time-out' },
    pool: { value: 'none', evidence: 'A', source: 'one connection to a request' },
  },
};
