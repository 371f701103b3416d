import { identity } from './base.ts';
import { orderPlugin } from './order.ts';

/** Arranges `places` as BIND 9.11–9.20 does for one 32-bit seed (lib/dns/rdataset.c, towiresorted). */
export function arrangeBySeed(seed: number, count: number, need: number, places: Int32Array): void {
  if (need === 1) {
    places[0] = seed % count;
    return;
  }
  identity(count, places);
  const last = need < count ? need : count - 1;
  for (let i = 0; i < last; i++) {
    const j = i + (seed % (count - i));
    const place = places[i] as number;
    places[i] = places[j] as number;
    places[j] = place;
  }
}

export const bindSeeded = orderPlugin<null>({
  name: 'bindSeeded',
  summary:
    'BIND up to 9.20, `rrset-order random`: one 32-bit seed per response reaches only lcm(1…n) orders.',
  settings: null,
  memoryless: true,
  prepare: (_settings, stream) => ({
    arrange: (count, need, _now, places) => arrangeBySeed(stream.bits() >>> 0, count, need, places),
  }),
});
