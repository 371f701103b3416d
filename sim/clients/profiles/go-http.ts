import type { Profile } from '../../profile.ts';

export const goHttp: Profile = {
  name: 'go-http',
  summary:
    'Go’s net/http: no cache, each address in turn for a share of 30 s, connections idle 90 s.',
  fields: {
    dns: { value: 'none', evidence: 'S', source: 'golang/go src/net: no cache' },
    sort: { value: 'rfc6724v6only', evidence: 'S', source: 'golang/go src/net/addrselect.go' },
    pick: { value: 'first', evidence: 'S', source: 'golang/go src/net/dial.go' },
    connect: {
      value: 'sequential',
      evidence: 'S',
      source:
        'golang/go src/net/dial.go dialSerial; families are raced 300 ms apart, which is not modelled',
    },
    connectTimeout: {
      value: '30s',
      evidence: 'S',
      source: 'golang/go src/net/http/transport.go DefaultTransport',
    },
    attemptTimeout: {
      value: { share: { atLeast: '2s' } },
      evidence: 'S',
      source:
        'golang/go src/net/dial.go partialDeadline: time left over addresses left, at least 2 s',
    },
    pool: {
      value: { idle: '90s', reuse: 'lifo' },
      evidence: 'S',
      source:
        'golang/go src/net/http/transport.go IdleConnTimeout; two idle connections to a host at most, which is not modelled',
    },
  },
};
