/** The data of a record → its value as Route 53 writes it: names absolute, texts in quotes, times in seconds. */
import type { Token } from './entries.ts';
import { quotedString } from './names.ts';
import { secondsOf } from './times.ts';

/** Which fields of a type's data are domain names (RFC 1035, 1183, 2230, 2782, 2915, 6672, 9460). */
const NAMES: Readonly<Record<string, readonly number[]>> = {
  NS: [0],
  CNAME: [0],
  PTR: [0],
  DNAME: [0],
  MX: [1],
  AFSDB: [1],
  KX: [1],
  SRV: [3],
  NAPTR: [5],
  SVCB: [1],
  HTTPS: [1],
  RP: [0, 1],
  SOA: [0, 1],
};
const TEXTS: readonly string[] = ['TXT', 'SPF'];
/** Refresh, retry, expire and minimum of an SOA record. */
const TIMES_FROM = 3;

/**
 * @param absolute the absolute form of a name; null where it cannot be told
 * @returns null if a name in it cannot be told
 */
export function dataOf(
  type: string,
  data: readonly Token[],
  absolute: (name: Token) => string | null,
): string | null {
  if (TEXTS.includes(type)) return data.map(({ text }) => quotedString(text)).join(' ');
  const names = Object.hasOwn(NAMES, type) && data[0]?.text !== '\\#' ? (NAMES[type] ?? []) : [];
  const written = data.map((token, i) => {
    const field = token.text;
    if (names.includes(i)) return absolute(token);
    if (field.startsWith('"')) return quotedString(field);
    return type === 'SOA' && i >= TIMES_FROM ? String(secondsOf(field) ?? field) : field;
  });
  return written.includes(null) ? null : written.join(' ');
}
