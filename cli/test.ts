/** `skew53 test FILE…`: what scenarios expect of themselves, and whether they still say what was accepted. */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import {
  type Baseline,
  baselineOf,
  estimateCost,
  judgeBaseline,
  type Result,
  refuse,
} from '../experiments/index.ts';
import {
  type BaselineState,
  type Tested,
  type TestedScenario,
  type UntestedFile,
  verdictOf,
} from '../experiments/tested.ts';
import { stepSummary, testReporters } from '../reports/tests/index.ts';
import { formatProblems, ScenarioError } from '../scenarios/format/index.ts';
import type { CommandLine } from './command-line.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { assignment, positiveInteger, seed } from './option-values.ts';
import { checkOutputs, writeOutputs } from './outputs.ts';
import { readStudy } from './read-study.ts';
import { runWhole } from './run-whole.ts';
import { systemReason } from './system-reason.ts';
import { UsageError } from './usage-error.ts';

interface TestOptions {
  readonly update?: boolean;
  readonly strict?: boolean;
  readonly baselines?: string;
  readonly set?: readonly string[];
  readonly replications?: number;
  readonly seed?: number | string;
  readonly jobs: number;
  readonly reporter: readonly Destination[];
  readonly maxEvents: number;
  readonly quiet?: boolean;
}

/** A reporter, and the file that it writes; null: standard output. */
interface Destination {
  readonly name: string;
  readonly file: string | null;
}

const EXAMPLES = `Examples:
  skew53 test scenarios/*.yaml              judge expectations and baselines
  skew53 test -u scenario.yaml              accept what it says now
  skew53 test scenario.yaml -s 2            whether another seed says the same
  skew53 test scenarios/*.yaml --reporter text --reporter junit=skew53.xml

The baseline of a scenario is baselines/NAME.json in its folder. With the same version, scenario and seed it is
compared to the last bit, otherwise by intervals: shares may move by 5 % of the intended share, authority queries and
expected CV by 10 %, and the law of window loads by chance.`;

export function addTest(program: Command, commandLine: CommandLine): void {
  program
    .command('test')
    .description('judge what scenarios expect, and hold them against their baselines')
    .argument('<files...>', 'scenarios')
    .option('-u, --update', 'accept the results as the new baselines')
    .option('--strict', 'what is not decided fails too (exit code 6)')
    .option('--baselines <dir>', 'the folder of baselines, instead of one beside each scenario')
    .option('--set <path=value>', 'change a value of the scenarios; repeatable', assignment)
    .option('-n, --replications <count>', 'replications of each', positiveInteger(1e6))
    .option('-s, --seed <seed>', 'of all', seed)
    .option(
      '-j, --jobs <count>',
      'replications at a time; any number gives the same bytes',
      positiveInteger(1024),
      availableParallelism(),
    )
    .option(
      '--reporter <name[=file]>',
      `how to tell: ${testReporters.map(({ name, summary }) => `${name} (${summary})`).join('; ')}; repeatable`,
      destination,
    )
    .option(
      '--max-events <count>',
      'refuse runs estimated above this',
      positiveInteger(Number.MAX_SAFE_INTEGER),
      1e9,
    )
    .option('-q, --quiet', 'no progress')
    .addHelpText('before', `${EXAMPLES}\n`)
    .action(
      async (files: string[], options: Omit<TestOptions, 'reporter'> & Partial<TestOptions>) =>
        commandLine.finish(
          await testFiles(
            files,
            { reporter: [{ name: 'text', file: null }], ...options },
            commandLine,
          ),
        ),
    );
}

function destination(value: string, before: readonly Destination[] = []): readonly Destination[] {
  const [name = '', ...rest] = value.split('=');
  if (!testReporters.some((reporter) => reporter.name === name))
    throw new InvalidArgumentError(
      `Expected one of ${testReporters.map((reporter) => reporter.name).join(', ')}.`,
    );
  return [...before, { name, file: rest.length > 0 ? rest.join('=') : null }];
}

async function testFiles(
  files: readonly string[],
  options: TestOptions,
  commandLine: CommandLine,
): Promise<ExitCode> {
  checkOutputs(options.reporter.flatMap(({ file }) => (file === null ? [] : [file])));
  const scenarios: TestedScenario[] = [];
  const untested: (UntestedFile & { readonly code: ExitCode })[] = [];
  for (const file of files) {
    try {
      scenarios.push(await testFile(file, options, commandLine));
    } catch (error) {
      if (error instanceof ScenarioError)
        untested.push({ file, message: formatProblems(error.problems), code: EXIT.scenario });
      else if (error instanceof UsageError)
        untested.push({ file, message: error.message, code: EXIT.usage });
      else throw error;
    }
  }
  await report(
    { scenarios, untested: untested.map(({ file, message }) => ({ file, message })) },
    options,
    commandLine,
  );
  return exitCodeOf(
    scenarios,
    untested.map(({ code }) => code),
    options,
  );
}

async function testFile(
  file: string,
  options: TestOptions,
  commandLine: CommandLine,
): Promise<TestedScenario> {
  const written = readStudy(file, options.set);
  const study = {
    ...written,
    replications: options.replications ?? written.replications,
    seed: options.seed ?? written.seed,
  };
  const refusal = refuse(estimateCost(study), { maxEvents: options.maxEvents });
  if (refusal !== null) throw new UsageError(refusal);
  const home = options.baselines ?? join(dirname(file), 'baselines');
  const path = join(home, `${study.scenario.name}.json`);
  const before = options.update ? null : readBaseline(path);
  const { result } = await runWhole(study, options, commandLine);
  const wallSeconds = result.performance?.wallSeconds ?? 0;
  return { file, result, baseline: stateOf(path, before, result, options), wallSeconds };
}

function stateOf(
  file: string,
  before: Baseline | null,
  result: Result,
  { update }: TestOptions,
): BaselineState {
  if (update) {
    writeOutputs([{ path: file, content: `${JSON.stringify(baselineOf(result), null, 2)}\n` }]);
    return { kind: 'accepted', file };
  }
  if (!before) return { kind: 'absent', file };
  return { kind: 'compared', file, judgement: judgeBaseline(before, result) };
}

/** @throws {UsageError} if there is something that is no baseline */
function readBaseline(path: string): Baseline | null {
  if (!existsSync(path)) return null;
  try {
    const read = JSON.parse(readFileSync(path, 'utf8')) as Baseline;
    if (read.numbers && read.deviations && read.windowLoads && read.settings) return read;
  } catch (error) {
    const reason = systemReason(error);
    if (reason !== null) throw new UsageError(`cannot read ${path}: ${reason}`);
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new UsageError(`${path} is no baseline of this version; accept a new one with -u`);
}

async function report(
  tested: Tested,
  { reporter: destinations }: TestOptions,
  { stdout, stderr }: CommandLine,
): Promise<void> {
  for (const { name, file } of destinations) {
    const reporter = testReporters.find((one) => one.name === name);
    if (!reporter) continue;
    const plain = { width: 120, unicode: true, colour: false };
    const text = await reporter.render(tested, file === null ? stdout : plain);
    if (file === null) stdout.line(text);
    else writeOutputs([{ path: file, content: `${text}\n` }]);
    const summary = process.env.GITHUB_STEP_SUMMARY;
    if (name === 'github' && summary) appendSummary(summary, stepSummary(tested), stderr);
  }
}

/** The verdicts stand whether or not the page can be written. */
function appendSummary(file: string, text: string, stderr: CommandLine['stderr']): void {
  try {
    appendFileSync(file, text);
  } catch (error) {
    const reason = systemReason(error);
    if (reason === null) throw error;
    stderr.line(`note: cannot write the step summary ${file}: ${reason}`);
  }
}

function exitCodeOf(
  scenarios: readonly TestedScenario[],
  untested: readonly ExitCode[],
  { strict }: TestOptions,
): ExitCode {
  if (untested.includes(EXIT.usage)) return EXIT.usage;
  if (untested.length > 0) return EXIT.scenario;
  const verdicts = scenarios.map(verdictOf);
  if (verdicts.includes('failed')) return EXIT.expectation;
  if (verdicts.includes('different')) return EXIT.differs;
  return strict && verdicts.includes('inconclusive') ? EXIT.inconclusive : EXIT.done;
}
