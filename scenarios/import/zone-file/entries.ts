/** The text of a zone file → its entries, each a line, or several between parentheses (RFC 1035 section 5.1). */
import type { Problems } from '../../format/problem.ts';
import type { Place, Source } from '../../format/source.ts';

export interface Token {
  /** As written, escapes and quotation marks too. */
  readonly text: string;
  readonly place: Place;
}

export interface FileEntry {
  readonly tokens: readonly Token[];
  /** Whether it begins with blanks: its owner is the one before. */
  readonly isIndented: boolean;
}

/** A quoted string, a word, or what stands alone; comments and blanks are passed over. */
const TOKEN =
  /[ \t\r\f\v]+|;[^\n]*|\n|[()]|"(?:\\[^\n]|[^"\\\n]+)*"?|(?:\\[^\n]|[^\s;()"\\]+)+|[\s\S]/y;

export function entriesOf(source: Source, problems: Problems): FileEntry[] {
  const { text } = source;
  const entries: FileEntry[] = [];
  let tokens: Token[] = [];
  let isIndented = false;
  let isAtStart = true;
  let opened: Place | null = null;
  for (let start = 0; start < text.length; start = TOKEN.lastIndex) {
    TOKEN.lastIndex = start;
    const word = TOKEN.exec(text)?.[0] as string;
    const place = { source, start, end: start + word.length };
    const first = word[0] as string;
    if (isAtStart && !opened) isIndented = first === ' ' || first === '\t';
    isAtStart = first === '\n';
    if (first === '\n') {
      if (!opened && tokens.length > 0) {
        entries.push({ tokens, isIndented });
        tokens = [];
      }
    } else if (first === '(' || first === ')') {
      if ((first === '(') === (opened !== null))
        problems.add(
          place,
          first === '('
            ? 'a parenthesis inside another; remove it'
            : 'no parenthesis is open here; remove this one',
        );
      opened = first === '(' ? place : null;
    } else if (first === '"' && (word.length === 1 || !word.endsWith('"') || isEscaped(word)))
      problems.add(place, 'a quoted text must end in the line it begins in; add "');
    else if (word.trim() !== '' && first !== ';') tokens.push({ text: word, place });
  }
  if (opened) problems.add(opened, 'this parenthesis is never closed; add )');
  if (tokens.length > 0) entries.push({ tokens, isIndented });
  return entries;
}

/** Whether the last quotation mark is part of the text: after an odd number of backslashes. */
function isEscaped(word: string): boolean {
  return (/\\*(?="$)/.exec(word)?.[0].length ?? 0) % 2 === 1;
}
