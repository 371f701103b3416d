/** Bars of block characters, an eighth of a column fine. */

const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/**
 * A bar for `value` on a scale from 0 to `top` over `width` columns, with a stroke at `mark`.
 *
 * @param mark null draws no stroke
 */
export function bar(value: number, mark: number | null, top: number, width: number): string {
  if (top <= 0) return '';
  const eighths = Math.round((8 * width * Math.min(value, top)) / top);
  const drawn = '█'.repeat(eighths >> 3) + (EIGHTHS[eighths & 7] as string);
  if (mark === null) return drawn;
  const at = Math.min(width - 1, Math.max(0, Math.round((width * mark) / top) - 1));
  const padded = drawn.padEnd(width);
  return `${padded.slice(0, at)}┃${padded.slice(at + 1)}`.trimEnd();
}
