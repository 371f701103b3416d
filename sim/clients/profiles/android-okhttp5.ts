import type { Profile } from '../../profile.ts';
import { okhttp4Jvm } from './okhttp4-jvm.ts';

export const androidOkhttp5: Profile = {
  name: 'android-okhttp5',
  summary:
    'OkHttp 5 on Android: the system keeps each answer as it came for its TTL, 250 ms for each address, routes that failed tried last.',
  fields: {
    ...okhttp4Jvm.fields,
    dns: {
      value: 'ttl',
      evidence: 'S',
      source:
        'GrapheneOS/platform_packages_modules_DnsResolver: the packet is replayed; over it Android’s InetAddress keeps 2 s, left out',
    },
    sort: {
      value: 'verbatim',
      evidence: 'S',
      source: 'GrapheneOS/platform_packages_modules_DnsResolver: rule 9 on IPv6 alone',
    },
    families: {
      value: 'alternate',
      evidence: 'S',
      source: 'square/okhttp (5.x) RouteSelector: addresses interleaved by family',
    },
    connect: {
      value: { stagger: '250ms', parallel: 8 },
      evidence: 'S',
      source: 'square/okhttp (5.x) FastFallbackExchangeFinder',
    },
  },
};
