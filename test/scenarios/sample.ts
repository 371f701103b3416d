/** A scenario text that is right, and what reading a changed one gives. */
import type { Study } from '../../experiments/study.ts';
import {
  type ParseOptions,
  parseScenario,
  ScenarioError,
  UnreadableError,
} from '../../scenarios/format/index.ts';

export const SAMPLE = `version: 1
name: three-instances
duration: 1h
zone:
  name: example.com
  records:
    - { name: app, type: A, routing: multivalue, ttl: 60, setIdentifier: web-1, value: 192.0.2.1 }
    - { name: app, type: A, routing: multivalue, ttl: 60, setIdentifier: web-2, value: 192.0.2.2 }
    - { name: app, type: A, routing: multivalue, ttl: 60, setIdentifier: web-3, value: 192.0.2.3 }
resolvers:
  - { name: isp, profile: unbound, count: 20 }
clients:
  - { name: browsers, profile: chrome-windows, count: 500, resolvers: isp, lookup: app.example.com, arrivals: { poisson: 30/s } }
backends:
  - { name: web-1, address: 192.0.2.1 }
  - { name: web-2, address: 192.0.2.2 }
  - { name: web-3, address: 192.0.2.3 }
`;

type Options = Partial<Omit<ParseOptions, 'read'>> & {
  readonly files?: Readonly<Record<string, string>>;
};

export function read(text: string, { files = {}, ...options }: Options = {}): Study {
  return parseScenario(text, {
    file: 'a.yaml',
    read(path) {
      const found = files[path];
      if (found === undefined) throw new UnreadableError(`${path}: there is no such file`);
      return found;
    },
    ...options,
  });
}

/** What is wrong with a text, as `line ‹what the carets are under› message`, with the file where it is another. */
export function mistakes(text: string, options: Options = {}): string[] {
  return problems(text, options).map((problem) => {
    const { file, line, column, length, sourceLine, message, suggestion } = problem;
    const place = `${file === 'a.yaml' ? '' : `${file}:`}${line}`;
    const meant = suggestion === undefined ? '' : `; did you mean "${suggestion}"?`;
    return `${place} ‹${sourceLine.slice(column - 1, column - 1 + length)}› ${message}${meant}`;
  });
}

export function problems(text: string, options: Options = {}): ScenarioError['problems'] {
  try {
    read(text, options);
  } catch (error) {
    if (error instanceof ScenarioError) return error.problems;
    throw error;
  }
  return [];
}

/** The sample with one passage written differently. */
export function sampleWith(passage: string, replacement: string): string {
  if (!SAMPLE.includes(passage)) throw new RangeError(`the sample has no ${passage}`);
  return SAMPLE.replace(passage, () => replacement);
}

/** The sample with lines added at its end. */
export function sampleAnd(lines: string): string {
  return SAMPLE + lines;
}
