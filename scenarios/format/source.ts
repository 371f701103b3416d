/** Texts and places in them: what every value of a scenario remembers, so that a mistake can be shown. */

export interface Position {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 code units. */
  readonly column: number;
}

/** One text that was read: a file, or an option of the command line. */
export class Source {
  readonly file: string;
  readonly text: string;
  #starts: number[] | null = null;

  constructor(file: string, text: string) {
    this.file = file;
    this.text = text;
  }

  positionOf(offset: number): Position {
    const starts = this.#lineStarts();
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] as number) + 1 };
  }

  /** The text of a line, without its end. */
  line(number: number): string {
    const starts = this.#lineStarts();
    const start = starts[number - 1] ?? this.text.length;
    return this.text.slice(start, starts[number] ?? this.text.length).replace(/[\r\n]+$/, '');
  }

  #lineStarts(): readonly number[] {
    if (this.#starts) return this.#starts;
    const starts = [0];
    for (let at = this.text.indexOf('\n'); at >= 0; at = this.text.indexOf('\n', at + 1))
      starts.push(at + 1);
    this.#starts = starts;
    return starts;
  }
}

/** Part of a text, from `start` up to but not including `end`. */
export interface Place {
  readonly source: Source;
  readonly start: number;
  readonly end: number;
  /** Where an alias brought it in, when the text stands behind an anchor elsewhere. */
  readonly via?: Place;
}

/** `file:line:col` of a place's first character. */
export function where({ source, start }: Place): string {
  const { line, column } = source.positionOf(start);
  return `${source.file}:${line}:${column}`;
}
