/** Rows of comma-separated values (RFC 4180), each field with its place; quotes may hold commas, quotes and line ends. */
import type { Place, Source } from './source.ts';

/** One row; its arrays are used again for the next one. */
export interface CsvRow {
  readonly texts: string[];
  /** Where fields begin and end in the text, quotes included. */
  readonly starts: number[];
  readonly ends: number[];
}

/** A quote that nothing closes. */
export class UnclosedQuote extends Error {
  readonly place: Place;

  constructor(place: Place) {
    super('this quote is never closed');
    this.place = place;
  }
}

/**
 * Blank lines are no rows; spaces around a field that is not quoted are none of it.
 *
 * @throws {UnclosedQuote}
 */
export function* csvRows(source: Source): Generator<CsvRow> {
  const { text } = source;
  const row: CsvRow = { texts: [], starts: [], ends: [] };
  let at = 0;
  while (at < text.length) {
    row.texts.length = row.starts.length = row.ends.length = 0;
    for (;;) {
      const start = at;
      at = text[at] === '"' ? afterQuotes(source, at) : afterPlain(text, at);
      const written = text.slice(start, at);
      row.texts.push(
        written[0] === '"' ? written.slice(1, -1).replaceAll('""', '"') : written.trim(),
      );
      row.starts.push(start);
      row.ends.push(at);
      if (text[at] !== ',') break;
      at += 1;
    }
    if (text[at] === '\r') at += 1;
    if (text[at] === '\n') at += 1;
    else if (at < text.length) throw new UnclosedQuote({ source, start: at, end: at + 1 });
    if (row.texts.length > 1 || row.texts[0] !== '') yield row;
  }
}

function afterPlain(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== ',' && text[at] !== '\n' && text[at] !== '\r') at += 1;
  return at;
}

function afterQuotes(source: Source, from: number): number {
  const { text } = source;
  for (let at = from + 1; ; at += 2) {
    at = text.indexOf('"', at);
    if (at < 0) throw new UnclosedQuote({ source, start: from, end: from + 1 });
    if (text[at + 1] !== '"') return at + 1;
  }
}
