import type { Profile } from '../../profile.ts';

export const pythonRequests: Profile = {
  name: 'python-requests',
  summary:
    'Python requests over urllib3: no cache, every address in turn until the kernel gives up, connections kept without end.',
  fields: {
    dns: { value: 'none', evidence: 'S', source: 'urllib3/urllib3 util/connection.py' },
    sort: {
      value: 'glibc',
      evidence: 'S',
      source: 'urllib3/urllib3 util/connection.py: getaddrinfo',
    },
    pick: { value: 'first', evidence: 'S', source: 'urllib3/urllib3 util/connection.py' },
    connect: { value: 'sequential', evidence: 'S', source: 'urllib3/urllib3 util/connection.py' },
    attemptTimeout: {
      value: 'kernel',
      evidence: 'S',
      source: 'urllib3/urllib3 util/timeout.py: none by default',
    },
    pool: {
      value: { maxConns: 10, reuse: 'lifo' },
      evidence: 'I',
      source: 'urllib3/urllib3 connectionpool.py: a LIFO of 10 that requests keeps; more may open',
    },
  },
};
