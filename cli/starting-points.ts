/** What a new scenario can begin from: the scaffold, or a scenario of the catalogue with the files it names. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseScenario, scenarioJsonSchema } from '../scenarios/format/index.ts';
import { readText } from '../scenarios/format/load.ts';
import { scaffold } from '../scenarios/scaffold.ts';
import type { OutputFile } from './outputs.ts';

/** In the package beside `dist/`, in a clone beside `cli/`. */
const FOLDER = fileURLToPath(new URL('../scenarios/', import.meta.url));
const SCHEMA = 'skew53.schema.json';
const SCHEMA_LINE = `# yaml-language-server: $schema=./${SCHEMA}
# The line above gives an editor completion and checks; \`skew53 schema > ${SCHEMA}\` renews that file.
`;

/** Names of the catalogue's scenarios. */
export function catalogueNames(): string[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.slice(0, -'.yaml'.length))
    .sort();
}

export interface StartingPoint {
  readonly scenario: OutputFile;
  /** What it names, besides. */
  readonly files: readonly OutputFile[];
  readonly schema: OutputFile;
}

/**
 * @param path where the scenario is to stand; what it names comes to stand in the same place relative to it
 * @param name of a scenario of the catalogue; left out: the scaffold
 */
export function startingPoint(path: string, name?: string): StartingPoint {
  const schema = {
    path: join(dirname(path), SCHEMA),
    content: `${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`,
  };
  if (name === undefined)
    return { scenario: { path, content: SCHEMA_LINE + scaffold }, files: [], schema };
  const file = join(FOLDER, `${name}.yaml`);
  const text = readFileSync(file, 'utf8');
  const files = new Map<string, OutputFile>();
  parseScenario(text, {
    file,
    read(named, mostBytes) {
      const content = readText(named, mostBytes);
      files.set(named, { path: join(dirname(path), relative(FOLDER, named)), content });
      return content;
    },
  });
  return {
    scenario: { path, content: SCHEMA_LINE + text.replace(/^# yaml-language-server:.*\n/, '') },
    files: [...files.values()],
    schema,
  };
}
