import type { Profile } from '../../profile.ts';

export const envoyStrict: Profile = {
  name: 'envoy-strict',
  summary:
    'Envoy with STRICT_DNS: looks up every 5 s and goes round all addresses, request by request, dead or not; connections to those gone are drained.',
  fields: {
    dns: {
      value: 'forever',
      evidence: 'S',
      source:
        'envoyproxy/envoy source/extensions/clusters/strict_dns: the hosts found last serve while look-ups fail',
    },
    sort: {
      value: 'verbatim',
      evidence: 'D',
      source: 'envoyproxy/data-plane-api cluster.proto: every address is a host',
    },
    pick: {
      value: 'smooth',
      evidence: 'D',
      source:
        'envoyproxy/data-plane-api cluster.proto ROUND_ROBIN: as nginx’s where no weights differ',
    },
    connect: {
      value: 'single',
      evidence: 'D',
      source: 'envoyproxy/data-plane-api route.proto: no retry policy unless given',
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
