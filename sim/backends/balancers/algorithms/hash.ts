/** 32 bits that look like chance and are the same for the same key and salt: murmur3's finaliser, twice. */
export function hashOf(key: number, salt: number): number {
  return finalised(finalised(key | 0) ^ salt) >>> 0;
}

function finalised(bits: number): number {
  let h = (bits + 0x9e3779b9) | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
