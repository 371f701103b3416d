/** Every resolver profile; a new one is a file beside this one and a line here. */
import type { Profile } from '../../profile.ts';
import { bind920 } from './bind-9.20.ts';
import { bind921 } from './bind-9.21.ts';
import { dnsmasqHome } from './dnsmasq-home.ts';
import { ideal } from './ideal.ts';
import { noCache } from './no-cache.ts';
import { pdnsRecursor } from './pdns-recursor.ts';
import { unbound } from './unbound.ts';

export const resolverProfiles: readonly Profile[] = [
  ideal,
  noCache,
  unbound,
  bind920,
  bind921,
  pdnsRecursor,
  dnsmasqHome,
];
