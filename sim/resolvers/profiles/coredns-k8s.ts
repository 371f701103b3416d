import type { Profile } from '../../profile.ts';

export const corednsK8s: Profile = {
  name: 'coredns-k8s',
  summary:
    'CoreDNS with the Corefile of kubeadm: two replicas behind one address, every answer shuffled, kept 30 s at most.',
  fields: {
    base: { value: 'wire', evidence: 'S', source: 'coredns/coredns plugin/cache' },
    orderOnMiss: {
      value: 'shuffle',
      evidence: 'S',
      source: 'coredns/coredns plugin/loadbalance, in front of cache',
    },
    orderOnHit: {
      value: 'shuffle',
      evidence: 'S',
      source: 'coredns/coredns plugin/loadbalance, in front of cache',
    },
    orderOnJoin: { value: 'shuffle', evidence: 'I', source: 'each response passes loadbalance' },
    minTtl: { value: 5, evidence: 'S', source: 'coredns/coredns plugin/cache: minimum 5 s' },
    maxTtl: {
      value: 30,
      evidence: 'D',
      source: 'kubernetes/kubernetes cmd/kubeadm Corefile: cache 30',
    },
    negativeTtl: {
      value: { min: 5, max: 30 },
      evidence: 'D',
      source: 'kubernetes/kubernetes cmd/kubeadm Corefile: cache 30',
    },
    ttlClock: { value: 'seconds', evidence: 'I', source: 'TTLs are kept in whole seconds' },
    lastSecond: { value: 'miss', evidence: 'A', source: 'not read' },
    ttlPassed: { value: 'floor', evidence: 'I', source: 'TTL minus whole seconds of age' },
    ednsBuffer: {
      value: 1232,
      evidence: 'A',
      source: 'coredns/coredns plugin/forward passes on what the client said',
    },
    prefetch: {
      value: 'none',
      evidence: 'D',
      source: 'coredns/coredns plugin/cache: off unless asked for',
    },
    shards: { value: 2, evidence: 'D', source: 'kubernetes/kubernetes cmd/kubeadm: two replicas' },
    shardPick: {
      value: 'query',
      evidence: 'I',
      source: 'kube-proxy spreads flows, and a stub asks from a new port',
    },
    servfailTtl: { value: 5, evidence: 'D', source: 'coredns/coredns plugin/cache: servfail 5 s' },
    capacity: {
      value: 9984,
      evidence: 'D',
      source: 'coredns/coredns plugin/cache; it evicts at random in 256 shards, here by last use',
    },
  },
};
