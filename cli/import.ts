/** `skew53 import FILE…`: what other people's files say of a zone, and a scenario made of it. */
import { join } from 'node:path';
import type { Command } from 'commander';
import { type FilesRead, readFiles } from '../scenarios/format/import-files.ts';
import { MOST_IMPORT_BYTES } from '../scenarios/format/imports.ts';
import { formatProblems, UnreadableError } from '../scenarios/format/index.ts';
import { readText } from '../scenarios/format/load.ts';
import { foreignFormats } from '../scenarios/import/index.ts';
import { scenarioParts } from '../scenarios/import/scenario-parts.ts';
import { summaryOf } from '../scenarios/import/summary.ts';
import type { CommandLine } from './command-line.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { isThere } from './init.ts';
import { checkOutputs, writeOutputs } from './outputs.ts';
import { UsageError } from './usage-error.ts';

interface Options {
  readonly kind?: string;
  readonly zone?: string;
  readonly emit?: string;
  readonly force?: true;
  readonly json?: true;
}

const EXAMPLES = `Examples:
  aws route53 list-resource-record-sets --hosted-zone-id Z1 > zone.json
  aws route53 list-health-checks > checks.json
  skew53 import zone.json checks.json              what is in them, and what is wrong with it
  skew53 import zone.json checks.json --emit dns   dns/scenario.yaml, ready to run
  skew53 import state.json --zone example.org      one zone of several`;

export function addImport(program: Command, commandLine: CommandLine): void {
  program
    .command('import')
    .description("say what other people's files hold of a zone, and make a scenario of it")
    .argument('<files...>', 'listings, templates, states, zone files')
    .addOption(
      commandLine.choice(
        '--kind <kind>',
        'what all the files are; told by their content when left out',
        foreignFormats.map(({ name }) => name),
      ),
    )
    .option('--zone <name>', 'the zone to take, where the files hold several or do not tell')
    .option('--emit <dir>', 'write zone.yaml, backends.yaml and scenario.yaml there')
    .option('-f, --force', 'replace files that are there')
    .option('--json', 'print as JSON')
    .addHelpText('before', `${EXAMPLES}\n`)
    .addHelpText(
      'after',
      () =>
        `\nKinds:\n${foreignFormats.map(({ name, summary }) => `  ${name.padEnd(24)} ${summary}`).join('\n')}`,
    )
    .action((files: string[], options: Options) =>
      commandLine.finish(importFiles(files, options, commandLine)),
    );
}

function importFiles(
  paths: readonly string[],
  { kind, zone, emit, force, json }: Options,
  { stdout, stderr }: CommandLine,
): ExitCode {
  if (emit !== undefined) refuseFilesThere(emit, force === true);
  const files = paths.map((file) => ({ file, text: textAt(file) }));
  const formats = foreignFormats.filter(({ name }) => kind === undefined || name === kind);
  const read = readFiles(files, { zone, formats });
  const { problems, notes } = read;
  const summary = summaryOf(read);
  for (const { where, text } of notes) stderr.line(`${where ?? ''}: note: ${text}`);
  if (problems.length > 0) stderr.line(formatProblems(problems));
  const written = emit !== undefined && read.made ? write(emit, paths, read) : [];
  if (json) stdout.line(JSON.stringify({ ...summary.data, notes, problems, written }, null, 2));
  else for (const line of summary.lines) stdout.line(line);
  if (!json && written.length > 0) {
    stdout.line(`wrote ${written.join(', ')}`);
    stdout.line(`\nNext:\n  skew53 run ${written.at(-1)}`);
  }
  return problems.length > 0 ? EXIT.scenario : EXIT.done;
}

function textAt(file: string): string {
  try {
    return readText(file, MOST_IMPORT_BYTES);
  } catch (error) {
    if (error instanceof UnreadableError) throw new UsageError(`cannot read ${error.message}`);
    throw error;
  }
}

const PARTS = ['backends.yaml', 'zone.yaml', 'scenario.yaml'];

function refuseFilesThere(folder: string, force: boolean): void {
  const paths = PARTS.map((file) => join(folder, file));
  const there = force ? [] : paths.filter(isThere);
  if (there.length > 0)
    throw new UsageError(
      `${there.join(' and ')} ${there.length === 1 ? 'is' : 'are'} there already and not touched: name another folder, or replace with --force`,
    );
  checkOutputs(paths);
}

function write(folder: string, paths: readonly string[], { made }: FilesRead): string[] {
  if (!made) return [];
  const outputs = scenarioParts(made.scenario, paths.join(', ')).map(({ file, text }) => ({
    path: join(folder, file),
    content: text,
  }));
  writeOutputs(outputs);
  return outputs.map(({ path }) => path);
}
