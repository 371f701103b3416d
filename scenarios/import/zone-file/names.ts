/** Names of a zone file, whose `\DDD` is decimal (RFC 1035 section 5.1) → names as Route 53 prints them, where it is octal. */

/** A byte as a name is written with: itself, or an octal escape. */
function written(code: number): string {
  const isPlain = code > 0x20 && code < 0x7f && code !== 0x2e && code !== 0x5c;
  return isPlain ? String.fromCharCode(code) : `\\${code.toString(8).padStart(3, '0')}`;
}

const ESCAPE = /\\(?:(\d{3})|([\s\S]))/g;

/** A name with its escapes as Route 53 has them: `\042` becomes `*`, a dot inside a label `\056`. */
export function unescapedName(name: string): string {
  return name.replace(ESCAPE, (whole, digits?: string, character?: string) => {
    const code = digits === undefined ? (character as string).charCodeAt(0) : Number(digits);
    return code > 255 ? whole : written(code);
  });
}

/** The text of a string, in quotes, its escapes octal. */
export function quotedString(token: string): string {
  const inside = token.startsWith('"') ? token.slice(1, -1) : token;
  const text = inside.replace(/\\(\d{3})/g, (whole, digits: string) =>
    Number(digits) > 255 ? whole : `\\${Number(digits).toString(8).padStart(3, '0')}`,
  );
  return `"${text}"`;
}

/** The absolute form, with its dot; null where that needs an origin and there is none. */
export function absoluteName(token: string, origin: string | null): string | null {
  if (token === '@') return origin;
  const name = unescapedName(token);
  if (name.endsWith('.')) return name;
  if (origin === null) return null;
  return origin === '.' ? `${name}.` : `${name}.${origin}`;
}
