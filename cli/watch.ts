/** `skew53 watch FILE`: runs a scenario again whenever it, or a file that it names, is saved. */
import { unwatchFile, watchFile } from 'node:fs';
import { availableParallelism } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import type { Command } from 'commander';
import { estimateCost, refuse, runParallel, type Study } from '../experiments/index.ts';
import { textReport } from '../reports/text.ts';
import { formatProblems, ScenarioError } from '../scenarios/format/index.ts';
import type { CommandLine } from './command-line.ts';
import type { ExitCode } from './exit-codes.ts';
import { type Interrupted, interruptible } from './interrupt.ts';
import { assignment, positiveInteger } from './option-values.ts';
import { readWatched } from './read-study.ts';
import { UsageError } from './usage-error.ts';

interface WatchOptions {
  readonly set?: readonly string[];
  readonly replications?: number;
  readonly jobs: number;
  readonly summary: 'compact' | 'full';
  readonly maxEvents: number;
}

/** How often files are looked at, and how long to wait for a save in several steps to be over. */
const LOOK_EVERY_MS = 200;
const SETTLE_MS = 100;

const EXAMPLES = `Examples:
  skew53 watch scenario.yaml -n 3
  skew53 watch scenario.yaml --summary full

Ctrl-C ends it.`;

export function addWatch(program: Command, commandLine: CommandLine): void {
  program
    .command('watch')
    .description('run a scenario again whenever it is saved')
    .argument('<file>', 'scenario')
    .option('--set <path=value>', 'change a value of the scenario; repeatable', assignment)
    .option('-n, --replications <count>', 'fewer are sooner done', positiveInteger(1e6))
    .option(
      '-j, --jobs <count>',
      'replications at a time',
      positiveInteger(1024),
      availableParallelism(),
    )
    .addOption(
      commandLine
        .choice('--summary <length>', 'the summary printed', ['compact', 'full'])
        .default('compact'),
    )
    .option(
      '--max-events <count>',
      'refuse a run estimated above this',
      positiveInteger(Number.MAX_SAFE_INTEGER),
      1e9,
    )
    .addHelpText('before', `${EXAMPLES}\n`)
    .action(async (file: string, options: WatchOptions) =>
      commandLine.finish(await watch(file, options, commandLine)),
    );
}

async function watch(
  file: string,
  options: WatchOptions,
  { stdout, stderr }: CommandLine,
): Promise<ExitCode> {
  if (file === '-') throw new UsageError('standard input cannot be watched; name a file');
  let interrupted: Interrupted | null = null;
  await interruptible(
    async (stop) => {
      while (!stop.aborted) {
        const { study, files } = readWatched(file, options.set);
        const saved = nextSave(files, stop);
        const begun = stdout.terminal ? '\u001b[2J\u001b[H' : '';
        stdout.write(begun);
        await runOnce(study, saved.signal, options, { stdout, stderr });
        if (!stop.aborted)
          stderr.line(
            `watching ${files.length === 1 ? file : `${file} and ${files.length - 1} more`}`,
          );
        await saved.promise;
      }
      interrupted = stop.reason as Interrupted;
    },
    () => {},
  );
  return (interrupted as Interrupted | null)?.exitCode ?? 0;
}

/** One run, given up when a file is saved again; mistakes are shown and waited out. */
async function runOnce(
  study: Study | ScenarioError,
  signal: AbortSignal,
  { replications, jobs, summary, maxEvents }: WatchOptions,
  { stdout, stderr }: Pick<CommandLine, 'stdout' | 'stderr'>,
): Promise<void> {
  if (study instanceof ScenarioError) {
    stderr.line(formatProblems(study.problems));
    return;
  }
  const changed = { ...study, replications: replications ?? study.replications };
  const refusal = refuse(estimateCost(changed), { maxEvents });
  if (refusal !== null) {
    stderr.line(refusal);
    return;
  }
  try {
    const result = await runParallel(changed, { jobs, signal });
    if (result.outcome === 'done') stdout.line(textReport(result, stdout, summary));
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** Fulfilled, and its signal given, once one of the files has been saved, or the watch is over. */
function nextSave(files: readonly string[], stop: AbortSignal) {
  const controller = new AbortController();
  const promise = new Promise<void>((resolve) => {
    const end = async () => {
      for (const path of files) unwatchFile(path);
      controller.abort(stop.reason);
      await setTimeout(SETTLE_MS);
      resolve();
    };
    for (const path of files) watchFile(path, { interval: LOOK_EVERY_MS }, end);
    if (stop.aborted) void end();
    stop.addEventListener('abort', () => void end(), { once: true });
  });
  return { promise, signal: controller.signal };
}
