/** `skew53 run FILE`: read, check, run, report. */

import { availableParallelism } from 'node:os';
import type { Command } from 'commander';
import {
  estimateCost,
  looksUpTo,
  MOST_REPLICATIONS,
  type Result,
  refuse,
  runParallel,
  type Study,
} from '../experiments/index.ts';
import type { CommandLine } from './command-line.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { type Interrupted, interruptible } from './interrupt.ts';
import { notDrawn } from './not-drawn.ts';
import { assignment, bytes, part, positiveInteger, seed } from './option-values.ts';
import { checkOutputs, writeOutputs } from './outputs.ts';
import { showProgress, silent } from './progress.ts';
import { readStudy } from './read-study.ts';
import { filesOf, pathsOf, standardOutput } from './run-outputs.ts';
import { UsageError } from './usage-error.ts';

export interface RunOptions {
  readonly set?: readonly string[];
  readonly replications?: number;
  readonly precision?: number;
  readonly seed?: number | string;
  readonly jobs: number;
  readonly png?: string;
  /** True when bare: standard output. */
  readonly json?: string | true;
  readonly csv?: string;
  readonly parquet?: string;
  readonly out?: string;
  readonly summary?: 'compact' | 'full' | 'none';
  readonly series: 'mean' | 'full';
  readonly performance: boolean;
  readonly quiet?: boolean;
  readonly maxEvents: number;
  readonly maxMemory?: number;
}

const EXAMPLES = `Examples:
  skew53 run scenario.yaml
  skew53 run scenario.yaml --set zone.records.*.ttl=10 --png charts
  skew53 run scenario.yaml -n 100 --json result.json --summary full
  generate-scenario | skew53 run - --json | jq .skew.whole`;

export function addRun(program: Command, commandLine: CommandLine): void {
  const command = program
    .command('run')
    .description('run a scenario and print who got how much load');
  command
    .argument('<file>', 'scenario, or - for standard input')
    .option('--set <path=value>', 'change a value of the scenario; repeatable', assignment)
    .option(
      '-n, --replications <count>',
      'runs with different random numbers',
      positiveInteger(1e6),
    )
    .option(
      '--precision <part>',
      'go on until shares, queries/s and expected CV are known to this, such as 1%; -n is then the most (1000)',
      part,
    )
    .option('-s, --seed <seed>', 'a number or any text; equal seeds give equal results', seed)
    .option(
      '-j, --jobs <count>',
      'replications at a time; any number gives the same bytes',
      positiveInteger(1024),
      availableParallelism(),
    )
    .option('--png <dir>', 'draw charts into a folder')
    .option('--json [file]', 'write the result document; to standard output without a file')
    .option('--csv <dir>', 'write tables of measures, series and bins into a folder, as CSV')
    .option('--parquet <dir>', 'write the same tables as Parquet')
    .option('--out <dir>', 'write everything into a folder: result, full summary, charts')
    .addOption(
      commandLine.choice('--summary <length>', 'the summary printed', ['compact', 'full', 'none']),
    )
    .addOption(
      commandLine
        .choice('--series <detail>', 'time series: means, or with intervals', ['mean', 'full'])
        .default('mean'),
    )
    .option('--no-performance', 'leave out of the document what differs between equal runs')
    .option(
      '--max-events <count>',
      'refuse a run estimated above this',
      positiveInteger(Number.MAX_SAFE_INTEGER),
      1e9,
    )
    .option('--max-memory <size>', 'refuse a run estimated above this, such as 2GiB', bytes)
    .option('-q, --quiet', 'no progress and no notes')
    .addHelpText('before', `${EXAMPLES}\n`)
    .action(async (file: string, options: RunOptions) =>
      commandLine.finish(await runFile(file, options, commandLine)),
    );
}

async function runFile(
  file: string,
  options: RunOptions,
  commandLine: CommandLine,
): Promise<ExitCode> {
  const study = withOverrides(readStudy(file, options.set), options);
  checkOutputs(pathsOf(study, options));
  const refusal = refuse(estimateCost(firstLook(study, options)), limitsOf(options));
  if (refusal !== null) throw new UsageError(refusal);
  if (!options.quiet) printNotes(study, commandLine);
  const { result, exitCode } = await runStudy(study, options, commandLine);
  writeOutputs(await filesOf(result, options));
  const draws = options.png !== undefined || options.out !== undefined;
  const left = draws && !options.quiet ? notDrawn(result) : null;
  if (left !== null) commandLine.stderr.line(left);
  standardOutput(result, options, commandLine);
  return exitCode;
}

function withOverrides(study: Study, { replications, precision, seed: fresh }: RunOptions): Study {
  const most = precision === undefined ? study.replications : MOST_REPLICATIONS;
  return { ...study, replications: replications ?? most, seed: fresh ?? study.seed };
}

/** What will certainly be run. */
function firstLook(study: Study, { precision }: RunOptions): Study {
  if (precision === undefined) return study;
  return { ...study, replications: looksUpTo(study.replications)[0] as number };
}

function limitsOf({ maxEvents, maxMemory }: RunOptions) {
  return { maxEvents, ...(maxMemory === undefined ? {} : { maxMemory }) };
}

function printNotes({ notes }: Study, { stderr }: CommandLine): void {
  for (const { where, text } of notes)
    stderr.line(`${where === null ? '' : `${where}: `}note: ${text}`);
}

async function runStudy(
  study: Study,
  { series, quiet, jobs, precision }: RunOptions,
  { stderr }: CommandLine,
): Promise<{ result: Result; exitCode: ExitCode }> {
  const first = precision === undefined ? study.replications : 10;
  const progress = quiet ? silent : showProgress(stderr, first);
  try {
    let stopped: Interrupted | undefined;
    const result = await interruptible(
      async (signal) => {
        const outcome = await runParallel(study, {
          series,
          jobs,
          ...(precision === undefined ? {} : { precision }),
          signal,
          onReplication: progress.step,
        });
        if (outcome.outcome === 'aborted') stopped = signal.reason as Interrupted;
        return outcome;
      },
      () => stderr.line('\nstopping after the replication under way; once more stops at once'),
    );
    const failed = result.expectations.some(({ verdict }) => verdict === 'failed');
    return { result, exitCode: stopped?.exitCode ?? (failed ? EXIT.expectation : EXIT.done) };
  } finally {
    progress.stop();
  }
}
