/** Scopes of addresses, the smaller the nearer (RFC 6724 sections 3.1 and 3.2, values of RFC 4291 section 2.7). */
const LINK_LOCAL = 2;
const SITE_LOCAL = 5;
const GLOBAL = 14;

const LOOPBACK_V4 = 127;
const LINK_LOCAL_V4 = 0xa9fe;
const MAPPED = 0xffff;

/** Private IPv4 addresses and unique local ones are global here. @param words as `wordsOf` says */
export function scopeOf(words: Uint32Array): number {
  const [first = 0, second = 0, third = 0, last = 0] = words;
  if (first === 0 && second === 0) {
    if (third === MAPPED)
      return last >>> 24 === LOOPBACK_V4 || last >>> 16 === LINK_LOCAL_V4 ? LINK_LOCAL : GLOBAL;
    return third === 0 && last === 1 ? LINK_LOCAL : GLOBAL;
  }
  const top = first >>> 22;
  return top === 0xfe80 >>> 6 ? LINK_LOCAL : top === 0xfec0 >>> 6 ? SITE_LOCAL : GLOBAL;
}
