/** Every program that is measured; a new one is a file beside this one and a line here. */
import { bind9, bind9Cyclic, bind9Stale } from './bind9.mjs';
import { dnsmasq } from './dnsmasq.mjs';
import { knotResolver } from './knot-resolver.mjs';
import { pdnsRecursor, pdnsRecursorNopc } from './pdns-recursor.mjs';
import { unbound, unboundStale } from './unbound.mjs';

export const programs = [
  bind9,
  bind9Cyclic,
  bind9Stale,
  unbound,
  unboundStale,
  pdnsRecursor,
  pdnsRecursorNopc,
  knotResolver,
  dnsmasq,
];
