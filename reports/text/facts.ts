/** Lines of the form `label   item   item`, broken between items so that they fit. */

const LABEL_WIDTH = 12;
const GAP = '   ';

/**
 * One labelled line, or several: an item that no longer fits begins a new line under the first, and one
 * longer than a line is broken at spaces.
 */
export function facts(label: string, items: readonly string[], width: number): string {
  const room = Math.max(20, width - LABEL_WIDTH);
  const rows: string[] = [];
  for (const item of items.flatMap((text) => broken(text, room))) {
    const last = rows.at(-1);
    if (last !== undefined && last.length + GAP.length + item.length <= room) {
      rows[rows.length - 1] = last + GAP + item;
    } else {
      rows.push(item);
    }
  }
  return rows.map((row, i) => (i === 0 ? label : '').padEnd(LABEL_WIDTH) + row).join('\n');
}

function broken(text: string, room: number): string[] {
  if (text.length <= room) return [text];
  const at = text.lastIndexOf(' ', room);
  if (at <= 0) return [text];
  return [text.slice(0, at), ...broken(text.slice(at + 1), room)];
}
