/**
 * Leading bits that two addresses of 128 bits have in common.
 *
 * @param a table of addresses, four words each, the first of which is at `at`
 */
export function commonPrefix(a: Uint32Array, at: number, b: Uint32Array, bAt: number): number {
  for (let word = 0; word < 4; word++) {
    const differing = (a[at + word] as number) ^ (b[bAt + word] as number);
    if (differing !== 0) return 32 * word + Math.clz32(differing);
  }
  return 128;
}
