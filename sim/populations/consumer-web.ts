import type { Population } from './population.ts';

/** Of the 57 % of clients at resolvers of providers, those whose resolvers extend TTLs: 8.8 %, as PAM 2023 measured. */
const EXTENDERS = 5 / 57;

export const consumerWeb: Population = {
  name: 'consumer-web',
  summary:
    'People at home and on the move: browsers, phones and some scripts behind providers and public resolvers.',
  resolvers: [
    {
      name: 'isp',
      profile: { 'isp-pool': 1 - EXTENDERS, 'isp-ttl-extender': EXTENDERS },
      share: 0.57,
    },
    { name: 'homes', profile: 'dnsmasq-home', share: 0.15, clientsEach: 3, upstream: 'isp' },
    { name: 'google', profile: 'google-public', share: 0.18 },
    { name: 'cloudflare', profile: 'cloudflare-1111', share: 0.06 },
    { name: 'opendns', profile: 'opendns', share: 0.02 },
    { name: 'corporate', profile: 'windows-dns', share: 0.02 },
  ],
  clients: {
    'chrome-windows': 0.3,
    'chrome-posix': 0.3,
    'safari-apple': 0.2,
    'android-okhttp5': 0.12,
    firefox: 0.04,
    'one-shot': 0.04,
  },
  evidence: 'A',
  source:
    'suggested mix; TTL extenders: Bhowmick et al., PAM 2023; public resolvers: Doan et al. 2021',
  assumed: [
    'a home router serves 3 clients and asks a resolver of the provider',
    'half of the Chromes run on Windows',
    'every kind of client asks every kind of resolver in the same proportions',
  ],
};
