import { identity } from './base.ts';
import { allMarked, leadsByListing, leadsOf } from './leads.ts';
import { orderPlugin } from './order.ts';

const SEEDS = 4_294_967_296;
/** Of so many addresses 720,720 orders can be reached. */
const MOST_LISTED = 16;

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
  leads(_settings, marks) {
    const count = marks.length;
    if (allMarked(marks))
      return leadsOf(Array.from({ length: count }, (_, r) => chanceOfRest(r, count)));
    if (count > MOST_LISTED) return null;
    return leadsByListing(marks, (see) => {
      const places = new Int32Array(count);
      const orders = leastCommonMultiple(count);
      for (let seed = 0; seed < orders; seed++) {
        arrangeBySeed(seed, count, count, places);
        see(places, chanceOfRest(seed, orders));
      }
    });
  },
  prepare: (_settings, stream) => ({
    arrange: (count, need, _now, places) => arrangeBySeed(stream.bits() >>> 0, count, need, places),
  }),
});

/** Chance that a seed leaves this rest when divided. */
function chanceOfRest(rest: number, divisor: number): number {
  return (Math.floor((SEEDS - 1 - rest) / divisor) + 1) / SEEDS;
}

/** Of 1 … n: an order depends on the seed through its rests by these. */
function leastCommonMultiple(n: number): number {
  let multiple = 1;
  for (let k = 2; k <= n; k++) {
    let [a, b] = [multiple, k];
    while (b > 0) [a, b] = [b, a % b];
    multiple = (multiple / a) * k;
  }
  return multiple;
}
