/** Every resolver profile; a new one is a file beside this one and a line here. */
import type { Profile } from '../../profile.ts';
import { adguardFastest } from './adguard-fastest.ts';
import { awsVpc } from './aws-vpc.ts';
import { bind918 } from './bind-9.18.ts';
import { bind920 } from './bind-9.20.ts';
import { bind921 } from './bind-9.21.ts';
import { bindCyclicLegacy } from './bind-cyclic-legacy.ts';
import { bindStale } from './bind-stale.ts';
import { cloudflare1111 } from './cloudflare-1111.ts';
import { corednsK8s } from './coredns-k8s.ts';
import { dnsmasqHome } from './dnsmasq-home.ts';
import { googlePublic } from './google-public.ts';
import { ideal } from './ideal.ts';
import { ispPool } from './isp-pool.ts';
import { ispTtlExtender } from './isp-ttl-extender.ts';
import { knot } from './knot.ts';
import { noCache } from './no-cache.ts';
import { nodelocalDns } from './nodelocal-dns.ts';
import { opendns } from './opendns.ts';
import { pdnsRecursor } from './pdns-recursor.ts';
import { pdnsRecursorNopc } from './pdns-recursor-nopc.ts';
import { resolvedStub } from './resolved-stub.ts';
import { unbound } from './unbound.ts';
import { unbound117 } from './unbound-1.17.ts';
import { unboundPrefetchStale } from './unbound-prefetch-stale.ts';
import { windowsDns } from './windows-dns.ts';

export const resolverProfiles: readonly Profile[] = [
  ideal,
  noCache,
  unbound,
  unbound117,
  bind920,
  bind921,
  pdnsRecursor,
  dnsmasqHome,
  bindCyclicLegacy,
  pdnsRecursorNopc,
  knot,
  resolvedStub,
  corednsK8s,
  nodelocalDns,
  cloudflare1111,
  ispPool,
  ispTtlExtender,
  bind918,
  bindStale,
  unboundPrefetchStale,
  opendns,
  windowsDns,
  googlePublic,
  awsVpc,
  adguardFastest,
];
