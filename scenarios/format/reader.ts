import { posix } from 'node:path';
import { Source } from './source.ts';

/**
 * Gives the text of a file.
 *
 * @param mostBytes files above this are refused
 * @throws {UnreadableError} if it is not there, no regular file or too large
 */
export type ReadText = (path: string, mostBytes: number) => string;

/** A file that cannot be read, and why, in words for the user. */
export class UnreadableError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UnreadableError';
  }
}

/** The texts that one scenario is made of, in the order in which they were read. */
export class Reader {
  readonly #read: ReadText | undefined;
  readonly #sources: Source[] = [];

  constructor(read: ReadText | undefined) {
    this.#read = read;
  }

  get sources(): readonly Source[] {
    return this.#sources;
  }

  /** A text that is already here. */
  given(file: string, text: string): Source {
    const source = new Source(file, text.replace(/^\uFEFF/, ''));
    this.#sources.push(source);
    return source;
  }

  /**
   * The text of a file named in another.
   *
   * @throws {UnreadableError}
   */
  named(path: string, from: Source, mostBytes: number): Source {
    if (!this.#read) throw new UnreadableError('files cannot be read here');
    const file = pathFrom(path, from);
    return this.given(file, this.#read(file, mostBytes));
  }
}

/**
 * A path as seen from the file that names it.
 *
 * @throws {UnreadableError} if it is absolute: a scenario and its files move together
 */
export function pathFrom(path: string, from: Source): string {
  if (posix.isAbsolute(path) || /^[A-Za-z]:|^\\/.test(path))
    throw new UnreadableError('the path is absolute; write it relative to this file');
  return posix.join(posix.dirname(from.file), path);
}
