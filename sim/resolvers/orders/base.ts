import { orderPlugin } from './order.ts';

/** Writes 0, 1, 2 … into the first `count` places. */
export function identity(count: number, places: Int32Array): void {
  for (let i = 0; i < count; i++) places[i] = i;
}

export const base = orderPlugin<null>({
  name: 'base',
  summary: 'The order stored: as received (`base: wire`) or sorted (`base: sorted`).',
  settings: null,
  memoryless: false,
  prepare: () => ({ arrange: (_count, need, _now, places) => identity(need, places) }),
});
