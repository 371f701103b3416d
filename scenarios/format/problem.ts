/** A user's mistakes: collected, not thrown one by one, and shown with the line they stand in. */
import { aligned, printable } from './printable.ts';
import type { Place, Source } from './source.ts';

export interface Problem {
  /** As the user named it; `--set` for an option. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** Characters at fault, at least 1, never beyond the line's end. */
  readonly length: number;
  readonly message: string;
  /** What was probably meant. */
  readonly suggestion?: string;
  readonly sourceLine: string;
}

/** Everything wrong with a scenario, in order of position; the scenario's own file comes first. */
export class ScenarioError extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(formatProblems(problems));
    this.name = 'ScenarioError';
    this.problems = problems;
  }
}

/** Where the reader's stages report what is wrong. */
export class Problems {
  readonly #found: { problem: Problem; source: Source }[] = [];
  /** Starts of values that nothing more can be said about. */
  readonly #unusable = new Map<Source, Set<number>>();

  get count(): number {
    return this.#found.length;
  }

  /** A mistake that leaves no value at all: what later stages think of the stand-in is not told. */
  addUnusable(place: Place, message: string): void {
    this.#record(place, message);
    const starts = this.#unusable.get(place.source) ?? new Set();
    this.#unusable.set(place.source, starts.add(place.start));
  }

  add(place: Place, message: string, suggestion?: string): void {
    if (!this.#unusable.get(place.source)?.has(place.start))
      this.#record(place, message, suggestion);
  }

  #record(place: Place, message: string, suggestion?: string): void {
    const { source, start, end } = place;
    const { line, column: at } = source.positionOf(start);
    const sourceLine = source.line(line);
    // A place between the two characters of a line's end is at its end.
    const column = Math.min(at, sourceLine.length + 1);
    const through = place.via ? ` (used through the alias at ${aliasLine(place.via, source)})` : '';
    this.#found.push({
      source,
      problem: {
        file: printable(source.file),
        line,
        column,
        length: Math.max(1, Math.min(end - start, sourceLine.length - column + 1)),
        message: printable(message) + through,
        ...(suggestion === undefined ? {} : { suggestion: printable(suggestion) }),
        sourceLine,
      },
    });
  }

  /** All of them by position, files in the order in which they were read, equal ones once. */
  sorted(files: readonly Source[]): Problem[] {
    const rank = new Map(files.map((source, i) => [source, i]));
    const place = (source: Source) => rank.get(source) ?? files.length;
    const seen = new Set<string>();
    return this.#found
      .toSorted(
        (a, b) =>
          place(a.source) - place(b.source) ||
          a.problem.line - b.problem.line ||
          a.problem.column - b.problem.column,
      )
      .map(({ problem }) => problem)
      .filter(({ file, line, column, message }) => {
        const key = `${file}:${line}:${column}:${message}`;
        return !seen.has(key) && seen.add(key);
      });
  }
}

function aliasLine(via: Place, source: Source): string {
  const line = via.source.positionOf(via.start).line;
  return via.source === source ? `line ${line}` : `${printable(via.source.file)}:${line}`;
}

/** A report on more than these is not read; the count at its end is of all. */
const SHOWN = 200;
/** Columns of a source line shown: a minified import is one line of megabytes. */
const WIDTH = 120;

/** The problems as a compiler would print them, and how many there are. */
export function formatProblems(problems: readonly Problem[]): string {
  const files = new Set(problems.map(({ file }) => file)).size;
  const shown = problems.slice(0, SHOWN).map(formatProblem);
  if (problems.length > SHOWN) shown.push(`… and ${problems.length - SHOWN} more`);
  return [...shown, `${counted(problems.length, 'error')} in ${counted(files, 'file')}`].join('\n');
}

function formatProblem({
  file,
  line,
  column,
  length,
  message,
  suggestion,
  sourceLine,
}: Problem): string {
  const meant = suggestion === undefined ? '' : `; did you mean "${suggestion}"?`;
  const from = column + length <= WIDTH ? 0 : Math.max(0, column - 1 - Math.floor(WIDTH / 3));
  const cut = from > 0 ? '…' : '';
  const text =
    cut +
    aligned(sourceLine.slice(from, from + WIDTH)) +
    (sourceLine.length > from + WIDTH ? '…' : '');
  const gutter = String(line).padStart(4);
  const indent = ' '.repeat(cut.length + column - 1 - from);
  const carets = '^'.repeat(Math.min(length, from + WIDTH - column + 1));
  return [
    `${file}:${line}:${column}: error: ${message}${meant}`,
    `${gutter} | ${text}`,
    `${' '.repeat(gutter.length)} | ${indent}${carets}`,
  ].join('\n');
}

function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}
