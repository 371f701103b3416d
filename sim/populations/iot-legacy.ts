import type { Population } from './population.ts';

export const iotLegacy: Population = {
  name: 'iot-legacy',
  summary:
    'Devices and old programs that hardly ever look up again, behind home routers and resolvers that extend TTLs.',
  resolvers: [
    { name: 'isp', profile: 'isp-pool', share: 0 },
    { name: 'homes', profile: 'dnsmasq-home', share: 0.7, clientsEach: 3, upstream: 'isp' },
    { name: 'extenders', profile: 'isp-ttl-extender', share: 0.3 },
  ],
  clients: {
    'one-shot': 0.4,
    'legacy-rule9': 0.2,
    'jvm-forever': 0.2,
    'python-requests': 0.2,
  },
  evidence: 'A',
  source: 'suggested mix; TTL extenders: Bhowmick et al., PAM 2023',
  assumed: [
    'a home router serves 3 clients and asks a resolver of the provider that keeps to TTLs',
    'every kind of client asks every kind of resolver in the same proportions',
  ],
};
