import type { Profile } from '../../profile.ts';

export const haproxy: Profile = {
  name: 'haproxy',
  summary:
    'HAProxy with a resolvers section: looks up every second, each server line keeps its address while DNS answers with it.',
  fields: {
    dns: {
      value: { fixed: '10s' },
      evidence: 'D',
      source:
        'HAProxy configuration manual hold valid: so long a line keeps its address while look-ups fail',
    },
    sort: { value: 'verbatim', evidence: 'S', source: 'haproxy/haproxy src/resolvers.c' },
    pick: {
      value: 'slots',
      evidence: 'S',
      source:
        'haproxy/haproxy src/resolvers.c resolv_get_ip_from_response: unused by a sibling 2, its own 1; hold obsolete 0',
    },
    connect: {
      value: 'sequential',
      evidence: 'D',
      source: 'HAProxy configuration manual option redispatch: the last retry goes elsewhere',
    },
    sameAddressTries: { value: 3, evidence: 'D', source: 'HAProxy configuration manual retries 3' },
    attemptTimeout: {
      value: '5s',
      evidence: 'A',
      source: 'HAProxy configuration manual timeout connect: none by default, 5 s in its examples',
    },
    pool: {
      value: 'none',
      evidence: 'A',
      source:
        'haproxy/haproxy http-reuse safe, whose idle connections depend on the load: not modelled',
    },
    reresolve: {
      value: { interval: '1s' },
      evidence: 'S',
      source: 'haproxy/haproxy src/resolvers.c timeout resolve',
    },
  },
};
