/** Common leading bits of two IPv4 addresses, 0 to 32. */
export function commonPrefix(a: number, b: number): number {
  return Math.clz32((a ^ b) >>> 0);
}
