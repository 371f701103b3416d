import type { Profile } from '../../profile.ts';

export const envoyLogical: Profile = {
  name: 'envoy-logical',
  summary:
    'Envoy with LOGICAL_DNS: looks up every 5 s, each new connection goes to the first address of the day, and old ones are never drained.',
  fields: {
    dns: {
      value: 'forever',
      evidence: 'S',
      source:
        'envoyproxy/envoy source/extensions/clusters/logical_dns: what was found last serves while look-ups fail',
    },
    sort: {
      value: 'verbatim',
      evidence: 'D',
      source: 'envoyproxy/data-plane-api cluster.proto dns_lookup_family: the order received',
    },
    pick: {
      value: 'first',
      evidence: 'D',
      source:
        'envoyproxy/data-plane-api cluster.proto LOGICAL_DNS: the first address, at each new connection',
    },
    connect: {
      value: 'single',
      evidence: 'D',
      source: 'envoyproxy/data-plane-api cluster.proto LOGICAL_DNS: one host',
    },
    attemptTimeout: {
      value: '5s',
      evidence: 'D',
      source: 'envoyproxy/data-plane-api cluster.proto connect_timeout',
    },
    pool: {
      value: { idle: '1h' },
      evidence: 'D',
      source: 'envoyproxy/data-plane-api protocol.proto idle_timeout',
    },
    reresolve: {
      value: { interval: '5s' },
      evidence: 'D',
      source: 'envoyproxy/data-plane-api cluster.proto dns_refresh_rate; respect_dns_ttl false',
    },
  },
};
