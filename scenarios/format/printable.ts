/** What a file holds may reach a terminal only as visible text: no escape sequences, no direction changes. */

// C0, DEL, C1; soft hyphen; zero-width, line separators, directional marks and overrides; BOM; lone surrogates.
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** Each unprintable character written out, as `\u{1b}`. */
export function printable(text: string): string {
  return text.replace(
    UNPRINTABLE,
    (character) => `\\u{${(character.codePointAt(0) as number).toString(16)}}`,
  );
}

/** Each unprintable character replaced, keeping every column: carets below stay in line. */
export function aligned(text: string): string {
  return text.replace(UNPRINTABLE, (character) =>
    character === '\t' ? ' ' : '\uFFFD'.repeat(character.length),
  );
}

/** A text in quotes, at most `longest` characters of it. */
export function quoted(text: string, longest = 60): string {
  const shown = text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
  return `"${printable(shown)}"`;
}
