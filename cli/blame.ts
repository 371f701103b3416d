/** `skew53 blame RESULT|FILE`: who causes the skew, and what it would be without each cause. */
import { availableParallelism } from 'node:os';
import type { Command } from 'commander';
import { type Blame, blame, checkedBy, without } from '../experiments/blame/index.ts';
import { estimateCost, type Result, refuse, type Study } from '../experiments/index.ts';
import { blameReport } from '../reports/text/blame.ts';
import type { CommandLine } from './command-line.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { assignment, positiveInteger, seed } from './option-values.ts';
import { checkOutputs, writeOutputs } from './outputs.ts';
import { readResult } from './read-result.ts';
import { readStudy } from './read-study.ts';
import { runWhole } from './run-whole.ts';
import { UsageError } from './usage-error.ts';

interface Options {
  readonly set?: readonly string[];
  readonly check?: true;
  readonly top: number;
  readonly replications?: number;
  readonly seed?: number | string;
  readonly jobs: number;
  readonly json?: string | true;
  readonly quiet?: boolean;
  readonly maxEvents: number;
}

const EXAMPLES = `Examples:
  skew53 blame scenario.yaml                  run it, and rank what makes its skew
  skew53 blame scenario.yaml --check          the same, and run it again without each of the first causes
  skew53 blame result.json                    of a saved result: the causes, not what would be without them
  skew53 blame result.json scenario.yaml      of a saved result and the scenario that it is of: all of it`;

export function addBlame(program: Command, commandLine: CommandLine): void {
  program
    .command('blame')
    .description('rank who causes the skew, and say what it would be without each')
    .argument('<file>', 'scenario, or result (.json)')
    .argument('[scenario]', 'the scenario that the result is of')
    .option('--set <path=value>', 'change a value of the scenario; repeatable', assignment)
    .option('--check', 'run the scenario without each cause told of, with the same seed')
    .option('--top <count>', 'causes told of', positiveInteger(1e6), 3)
    .option('-n, --replications <count>', 'replications', positiveInteger(1e6))
    .option('-s, --seed <seed>', 'of the runs', seed)
    .option(
      '-j, --jobs <count>',
      'replications at a time; any number gives the same bytes',
      positiveInteger(1024),
      availableParallelism(),
    )
    .option('--json [file]', 'write all of it; to standard output without a file')
    .option(
      '--max-events <count>',
      'refuse runs estimated above this',
      positiveInteger(Number.MAX_SAFE_INTEGER),
      1e9,
    )
    .option('-q, --quiet', 'no progress')
    .addHelpText('before', `${EXAMPLES}\n`)
    .action(async (file: string, scenario: string | undefined, options: Options) =>
      commandLine.finish(await blameFile(file, scenario, options, commandLine)),
    );
}

async function blameFile(
  file: string,
  scenario: string | undefined,
  options: Options,
  commandLine: CommandLine,
): Promise<ExitCode> {
  const { json, top } = options;
  if (typeof json === 'string') checkOutputs([json]);
  const { result, study } = file.endsWith('.json')
    ? saved(file, scenario, options)
    : await fresh(file, scenario, options, commandLine);
  if (!result.skew.causes && !result.skew.groups)
    throw new UsageError(
      result.skew.groups === null
        ? `${file}: a balancer chooses where requests go, so nobody behind it can be blamed`
        : `${file} was saved before causes were counted; run its scenario again`,
    );
  let found = blame(result, study?.scenario ?? null);
  if (options.check) found = await checked(found, study, options, commandLine);
  const document = `${JSON.stringify(found, null, 2)}\n`;
  if (typeof json === 'string') writeOutputs([{ path: json, content: document }]);
  const { stdout } = commandLine;
  if (json === true) stdout.write(document);
  else stdout.line(blameReport(found, top, stdout));
  return EXIT.done;
}

/** A result, and the scenario that it is of, if that is at hand. */
function saved(
  file: string,
  scenario: string | undefined,
  { set = [], check, replications, seed: own }: Options,
): { readonly result: Result; readonly study: Study | null } {
  const result = readResult(file);
  if (scenario === undefined) {
    if (check)
      throw new UsageError(
        `${file} does not hold its scenario; name that as well: skew53 blame ${file} SCENARIO --check`,
      );
    if (set.length > 0)
      throw new UsageError(`${file} is a result; only scenarios can be changed with --set`);
    return { result, study: null };
  }
  if (replications !== undefined || own !== undefined)
    throw new UsageError(`${file} has replications and a seed of its own; leave out -n and -s`);
  const study = readStudy(scenario, set);
  if (study.hash !== result.scenario.hash)
    throw new UsageError(
      `${file} is not of ${scenario} as it is now: their hashes differ; run it again, or name the scenario as it was`,
    );
  const { replications: many, seed: of } = result.scenario;
  return { result, study: { ...study, replications: many, seed: of } };
}

async function fresh(
  file: string,
  scenario: string | undefined,
  options: Options,
  commandLine: CommandLine,
): Promise<{ readonly result: Result; readonly study: Study }> {
  if (scenario !== undefined)
    throw new UsageError(`${file} is a scenario; a second one is for a result (.json)`);
  const read = readStudy(file, options.set);
  const study = {
    ...read,
    replications: options.replications ?? read.replications,
    seed: options.seed ?? read.seed,
  };
  return { result: await runOf(study, file, options, commandLine), study };
}

/** Every cause told of that can be removed, run without it. */
async function checked(
  found: Blame,
  study: Study | null,
  options: Options,
  commandLine: CommandLine,
): Promise<Blame> {
  if (study === null) return found;
  const causes = [...found.causes];
  for (const [i, cause] of causes.slice(0, options.top).entries()) {
    const scenario = without(cause, study.scenario);
    if (scenario === null) continue;
    const name = `${study.scenario.name} without ${i + 1}.`;
    causes[i] = checkedBy(cause, await runOf({ ...study, scenario }, name, options, commandLine));
  }
  return { ...found, causes };
}

async function runOf(
  study: Study,
  name: string,
  options: Options,
  commandLine: CommandLine,
): Promise<Result> {
  const refusal = refuse(estimateCost(study), { maxEvents: options.maxEvents });
  if (refusal !== null) throw new UsageError(`${name}: ${refusal}`);
  return (await runWhole(study, options, commandLine)).result;
}
