/** Comma-separated values (RFC 4180), safe to open in a spreadsheet. */

/** @param rows the heads first; null is an empty field */
export function csv(rows: readonly (readonly (string | number | null)[])[]): string {
  return rows.map((row) => `${row.map(field).join(',')}\r\n`).join('');
}

/** Text that a spreadsheet would take for a formula gets an apostrophe; plain numbers stay numbers. */
function field(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number' || /^[-+]?\d+(\.\d+)?$/.test(value)) return String(value);
  const text = /^[=+\-@\t\r\n]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
