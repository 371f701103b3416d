import type { ClientGroup } from '../../sim/scenario.ts';
import type { PerSecond } from '../../sim/settings.ts';
import { missRate } from '../../theory/caching/poisson-cache.ts';

/** Rate at which one client asks for one name, where `lookupsOf` knows it. */
export function askingRate(
  perClient: PerSecond,
  { behaviour: { dns, pool } }: Pick<ClientGroup, 'behaviour'>,
): PerSecond {
  // A connection is opened after a gap longer than `idle`; what is kept for less than that has then gone.
  if (pool) return perClient * Math.exp(-perClient * pool.idle);
  return dns.kind === 'fixed' ? missRate(perClient, dns.seconds) : perClient;
}
