import type { Population } from './population.ts';

export const awsMicroservices: Population = {
  name: 'aws-microservices',
  summary:
    'Services that call one another inside a VPC: virtual machines and pods in several languages.',
  resolvers: [
    { name: 'vpc', profile: 'aws-vpc', share: 0.6 },
    { name: 'coredns', profile: 'coredns-k8s', share: 0.15, upstream: 'vpc' },
    {
      name: 'nodelocal',
      profile: 'nodelocal-dns',
      share: 0.15,
      clientsEach: 30,
      upstream: 'coredns',
    },
    { name: 'stubs', profile: 'resolved-stub', share: 0.1, clientsEach: 1, upstream: 'vpc' },
  ],
  clients: {
    'jdk-httpclient': 0.2,
    'go-http': 0.2,
    'node-http': 0.15,
    'python-requests': 0.15,
    'aws-sdk-java2': 0.1,
    'envoy-strict': 0.1,
    'grpc-pick-first': 0.05,
    dotnet: 0.05,
  },
  evidence: 'A',
  source: 'suggested mix; node-local caches: kubernetes/dns cmd/node-cache',
  assumed: [
    'half of the pods ask a cache on their node, which serves 30 pods and asks CoreDNS',
    'CoreDNS and the stubs of hosts ask the resolver of the VPC',
    'every kind of client asks every kind of resolver in the same proportions',
  ],
};
