import type { Profile } from '../../profile.ts';

export const grpcRoundRobin: Profile = {
  name: 'grpc-round-robin',
  summary:
    'gRPC with the round_robin policy: one connection to each address, requests go round them, a new look-up after a failure.',
  fields: {
    dns: { value: 'none', evidence: 'S', source: 'grpc/grpc-go internal/resolver/dns' },
    sort: { value: 'verbatim', evidence: 'S', source: 'grpc/grpc-go internal/resolver/dns' },
    pick: { value: 'all', evidence: 'S', source: 'grpc/grpc-go balancer/roundrobin' },
    connect: { value: 'sequential', evidence: 'I', source: 'one connection per address' },
    attemptTimeout: {
      value: '20s',
      evidence: 'D',
      source: 'grpc doc/connection-backoff.md: MIN_CONNECT_TIMEOUT',
    },
    failMemory: {
      value: '1s',
      evidence: 'D',
      source: 'grpc doc/connection-backoff.md: INITIAL_BACKOFF, which grows with each failure',
    },
    pool: {
      value: { idle: '30m', streams: 100 },
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
