import type { Profile } from '../../profile.ts';
import { corednsK8s } from './coredns-k8s.ts';

export const nodelocalDns: Profile = {
  name: 'nodelocal-dns',
  summary:
    'NodeLocal DNSCache, one on each node: repeats the order of the stored answer for up to 30 s; give it coredns-k8s upstream.',
  fields: {
    ...corednsK8s.fields,
    orderOnMiss: {
      value: 'base',
      evidence: 'I',
      source: 'kubernetes/dns cmd/node-cache/app: cache without loadbalance',
    },
    orderOnHit: {
      value: 'filling',
      evidence: 'I',
      source: 'kubernetes/dns cmd/node-cache/app: cache without loadbalance',
    },
    orderOnJoin: {
      value: 'base',
      evidence: 'I',
      source: 'kubernetes/dns cmd/node-cache/app: cache without loadbalance',
    },
    negativeTtl: {
      value: { min: 5, max: 5 },
      evidence: 'D',
      source: 'kubernetes/dns cmd/node-cache/app: denial 9984 5',
    },
    shards: { value: 1, evidence: 'D', source: 'kubernetes/dns cmd/node-cache: one to a node' },
    shardPick: {
      value: 'client',
      evidence: 'D',
      source: 'kubernetes/dns cmd/node-cache: one to a node',
    },
  },
};
