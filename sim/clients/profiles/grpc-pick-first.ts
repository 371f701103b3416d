import type { Profile } from '../../profile.ts';

export const grpcPickFirst: Profile = {
  name: 'grpc-pick-first',
  summary:
    'gRPC as shipped (pick_first): one HTTP/2 connection to the first address that answers, for as long as it lasts, a new look-up only after it has failed.',
  fields: {
    dns: { value: 'none', evidence: 'S', source: 'grpc/grpc-go internal/resolver/dns' },
    sort: { value: 'verbatim', evidence: 'S', source: 'grpc/grpc-go internal/resolver/dns' },
    pick: {
      value: 'first',
      evidence: 'S',
      source: 'grpc/grpc-go balancer/pickfirst: no shuffle unless shuffleAddressList',
    },
    connect: {
      value: { stagger: '250ms', parallel: 64 },
      evidence: 'S',
      source:
        'grpc/grpc-go balancer/pickfirst; grpc proposal A62: the next address after 250 ms, those before go on',
    },
    attemptTimeout: {
      value: '20s',
      evidence: 'D',
      source: 'grpc doc/connection-backoff.md: MIN_CONNECT_TIMEOUT',
    },
    pool: {
      value: { idle: '30m', maxConns: 1, streams: 100 },
      evidence: 'A',
      source: 'idle: grpc/grpc-go clientconn.go; streams: the usual limit of HTTP/2 servers',
    },
    reresolve: {
      value: { onFailure: { atLeast: '30s' } },
      evidence: 'S',
      source: 'grpc/grpc-go internal/resolver/dns: MinResolutionInterval',
    },
  },
};
