/** `skew53 init [FILE]`: a scenario to begin with. */
import { lstatSync, readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { suggest } from '../scenarios/format/suggest.ts';
import type { CommandLine } from './command-line.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { checkOutputs, type OutputFile, writeOutputs } from './outputs.ts';
import { catalogueNames, startingPoint } from './starting-points.ts';
import { UsageError } from './usage-error.ts';

interface Options {
  readonly from?: string;
  readonly force?: true;
}

const EXAMPLES = `Examples:
  skew53 init                             scenario.yaml: three instances, every line explained
  skew53 init study/canary.yaml --force   elsewhere, whatever is there
  skew53 init --from frozen-order         frozen-order.yaml, from the catalogue`;

export function addInit(program: Command, commandLine: CommandLine): void {
  program
    .command('init')
    .description('write a scenario to begin with')
    .argument('[file]', 'where; scenario.yaml, or NAME.yaml with --from, when left out')
    .option('--from <name>', 'begin from a scenario of the catalogue instead')
    .option('-f, --force', 'replace files that are there')
    .addHelpText('before', `${EXAMPLES}\n`)
    .addHelpText(
      'after',
      () =>
        `\nCatalogue:\n${catalogueNames()
          .map((name) => `  ${name}`)
          .join('\n')}`,
    )
    .action((file: string | undefined, options: Options) =>
      commandLine.finish(init(file, options, commandLine)),
    );
}

function init(
  file: string | undefined,
  { from, force }: Options,
  { stdout, stderr }: CommandLine,
): ExitCode {
  if (from !== undefined) refuseUnknown(from);
  const path = file ?? `${from ?? 'scenario'}.yaml`;
  if (path === '-') throw new UsageError('init writes files: name one in place of -');
  const { scenario, files, schema } = startingPoint(path, from);
  const own = [scenario, ...files];
  const there = force
    ? []
    : own.filter((wanted) => (wanted === scenario ? isThere(path) : standsAnotherAt(wanted)));
  if (there.length > 0) {
    throw new UsageError(
      `${there.map((wanted) => wanted.path).join(' and ')} ${there.length === 1 ? 'is' : 'are'} there already and not touched: ` +
        'name another file, or replace with --force',
    );
  }
  // A schema of another version is no work of the user's, but may be in use by scenarios beside.
  const keepsSchema = !force && isThere(schema.path);
  if (keepsSchema && standsAnotherAt(schema))
    stderr.line(
      `${schema.path} differs from this version's; \`skew53 schema > ${schema.path}\` renews it`,
    );
  const outputs = keepsSchema ? own : [...own, schema];
  checkOutputs(outputs.map((output) => output.path));
  writeOutputs(outputs);
  stdout.line(`wrote ${outputs.map((output) => output.path).join(', ')}`);
  stdout.line(`
Next:
  skew53 explain ${path}
  skew53 run ${path} --png charts
  skew53 run ${path} --set 'zone.records.*.ttl=10'`);
  return EXIT.done;
}

function refuseUnknown(name: string): void {
  const names = catalogueNames();
  if (names.includes(name)) return;
  const near = suggest(name, names);
  throw new UsageError(
    `no scenario of the catalogue is called "${name}"; ` +
      (near === undefined ? `there are ${names.join(', ')}` : `did you mean "${near}"?`),
  );
}

/** A dangling link is there too: writing would go through it. */
export function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** Whether something else than what would be written is there. */
function standsAnotherAt({ path, content }: OutputFile): boolean {
  if (!isThere(path)) return false;
  try {
    return readFileSync(path, 'utf8') !== content;
  } catch {
    return true;
  }
}
