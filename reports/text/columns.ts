/** Rows of cells of which the last is text that wraps under itself. */

const GAP = 2;
const NARROWEST = 24;

/**
 * Lines indented by two; columns as wide as their widest cell, the last one in what is left of `width`. A last
 * cell that would be narrower than can be read stands on lines of its own.
 */
export function columns(rows: readonly (readonly string[])[], width: number): string[] {
  const fixed = Math.max(0, ...rows.map((row) => row.length)) - 1;
  const widths = Array.from({ length: fixed }, (_, i) =>
    Math.max(0, ...rows.map((row) => (row[i] ?? '').length)),
  );
  const before = widths.reduce((sum, one) => sum + one + GAP, GAP);
  const own = width - before < NARROWEST;
  const indent = ' '.repeat(own ? 3 * GAP : before);
  return rows.flatMap((row) => {
    const head = `${' '.repeat(GAP)}${widths.map((one, i) => (row[i] ?? '').padEnd(one + GAP)).join('')}`;
    const text = wrapped(row[fixed] ?? '', Math.max(NARROWEST, width - indent.length));
    if (own) return [head.trimEnd(), ...text.map((line) => indent + line)];
    return text.map((line, i) => ((i === 0 ? head : indent) + line).trimEnd());
  });
}

/** Lines of at most `width`, broken at spaces; at least one, and a word that is longer stays whole. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [''];
  for (const word of text.split(' ')) {
    const last = lines[lines.length - 1] as string;
    if (last === '') lines[lines.length - 1] = word;
    else if (last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
