/** The two output streams of the process, and what may be written to them. */

type Environment = Readonly<Record<string, string | undefined>>;

/** What is asked of a Node output stream. */
interface Stream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): boolean;
}

export interface Output {
  /** Adds the newline. */
  line(text: string): void;
  /** As it is. */
  write(text: string): void;
  readonly terminal: boolean;
  readonly colour: boolean;
  readonly unicode: boolean;
  /** Columns for text; a terminal that claims to have none has not said. */
  readonly width: number;
}

const WIDTH = { least: 40, most: 120, unknown: 100 } as const;

/**
 * @param colour false for `--no-color`; otherwise NO_COLOR decides if not empty, then FORCE_COLOR, then
 *   whether the stream is a terminal. CI alone turns nothing on.
 */
export function outputTo(stream: Stream, env: Environment, colour = true): Output {
  const terminal = stream.isTTY === true;
  return {
    write: (text) => void stream.write(text),
    line: (text) => void stream.write(`${text}\n`),
    terminal,
    colour: colour && allowsColour(terminal, env),
    unicode: showsUnicode(env),
    width: Math.min(WIDTH.most, Math.max(WIDTH.least, stream.columns || WIDTH.unknown)),
  };
}

export function allowsColour(terminal: boolean, env: Environment): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '') return env.FORCE_COLOR !== '0';
  return terminal && env.TERM !== 'dumb';
}

/** Only a locale that says otherwise stands against UTF-8; a bare container sets none. */
export function showsUnicode(env: Environment): boolean {
  if (env.TERM === 'linux') return false;
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || 'UTF-8';
  return /utf-?8/i.test(locale);
}
