/** Domain names as a scenario writes them: lower-cased, absolute, without the trailing dot. */
import { quoted } from './printable.ts';

/** Printable ASCII without dot and backslash, or an octal escape as Route 53 prints other bytes (`\100`). */
const LABEL = /^(?:[!-\-/-[\]-~]|\\[0-7]{3})+$/;
/** 255 bytes on the wire: a length byte for each label and the root (RFC 1035 section 2.3.4). */
const LONGEST_NAME = 253;
const LONGEST_LABEL = 63;

/** A name without its trailing dot, in lower case. */
export function canonical(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}

/**
 * The absolute form of a record's name: `@` is the zone itself; a name that ends in a dot or in the zone's
 * name is absolute; any other is relative to the zone.
 */
export function absolute(name: string, zone: string): string {
  if (name === '@') return zone;
  const plain = canonical(name);
  const isAbsolute = name.endsWith('.') || plain === zone || plain.endsWith(`.${zone}`);
  return isAbsolute || zone === '' ? plain : `${plain}.${zone}`;
}

/** What is wrong with an absolute name, null when nothing is. */
export function faultOf(name: string): string | null {
  if (name === '') return 'expected a name, not an empty text';
  const labels = name.split('.');
  for (const [i, label] of labels.entries()) {
    if (label === '') return `the name ${quoted(name)} has an empty label; remove the extra dot`;
    if (!LABEL.test(label))
      return `the name ${quoted(name)} has a character that no DNS name is written with; write other scripts as xn--…`;
    if (lengthOf(label) > LONGEST_LABEL)
      return `the label ${quoted(label)} has ${lengthOf(label)} characters; DNS allows ${LONGEST_LABEL}`;
    if (label.includes('*') && (i > 0 || label !== '*'))
      return `in ${quoted(name)} the "*" is no wildcard; it must be the whole first label`;
  }
  return lengthOf(name) > LONGEST_NAME
    ? `the name ${quoted(name)} has ${lengthOf(name)} characters; DNS allows ${LONGEST_NAME}`
    : null;
}

function lengthOf(text: string): number {
  return text.replace(/\\[0-7]{3}/g, '.').length;
}
