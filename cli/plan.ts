/** `skew53 plan FILE --vary PATH=a..b`: the value that just meets what the scenario expects, and what it costs. */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { estimateCost, refuse, runParallelTallied, type Study } from '../experiments/index.ts';
import {
  parseRange,
  type Range,
  search,
  type Verdict,
  written,
} from '../experiments/plan/index.ts';
import { type Planned, plannedOf, type TriedValue } from '../experiments/plan/planned.ts';
import { type CellNumbers, cellOf } from '../experiments/sweep/index.ts';
import { fileSafe } from '../reports/charts/pictures.ts';
import { renderSweep } from '../reports/render-sweep.ts';
import { planReport } from '../reports/text/plan.ts';
import type { CommandLine } from './command-line.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { type Interrupted, interruptible } from './interrupt.ts';
import { assignment, part, positiveInteger, seed } from './option-values.ts';
import { checkOutputs, writeOutputs } from './outputs.ts';
import { showProgress, silent } from './progress.ts';
import { studyReader } from './read-study.ts';
import { UsageError } from './usage-error.ts';

interface PlanOptions {
  readonly vary: Range;
  readonly set?: readonly string[];
  readonly tolerance: number;
  readonly replications?: number;
  readonly seed?: number | string;
  readonly jobs: number;
  readonly json?: string | true;
  readonly png?: string;
  readonly maxEvents: number;
  readonly quiet?: boolean;
}

const EXAMPLES = `Examples:
  skew53 plan scenario.yaml --vary zone.records.*.ttl=5..3600
  skew53 plan scenario.yaml --vary clients.users.arrivals.poisson=10/s..200/s -n 30 --png charts

The scenario says what is to be met, under expect. A few values over the range tell which end meets it; then the limit is
narrowed down. All values share their random numbers. More replications (-n) leave less undecided around the limit.`;

export function addPlan(program: Command, commandLine: CommandLine): void {
  program
    .command('plan')
    .description('the value that just meets what a scenario expects, and what is traded for it')
    .argument('<file>', 'scenario, or - for standard input')
    .requiredOption(
      '--vary <path=a..b>',
      'what may be chosen, and between which values',
      rangeOption,
    )
    .option('--set <path=value>', 'change another value of the scenario; repeatable', assignment)
    .option('--tolerance <part>', 'how near to the limit is near enough', part, 0.02)
    .option('-n, --replications <count>', 'of each value', positiveInteger(1e6))
    .option('-s, --seed <seed>', 'of all values', seed)
    .option(
      '-j, --jobs <count>',
      'replications at a time; any number gives the same bytes',
      positiveInteger(1024),
      availableParallelism(),
    )
    .option('--json [file]', 'write the plan; to standard output without a file')
    .option('--png <dir>', 'draw what is traded, measure by measure')
    .option(
      '--max-events <count>',
      'refuse a value estimated above this',
      positiveInteger(Number.MAX_SAFE_INTEGER),
      1e9,
    )
    .option('-q, --quiet', 'no progress')
    .addHelpText('before', `${EXAMPLES}\n`)
    .action(async (file: string, options: PlanOptions) =>
      commandLine.finish(await planFile(file, options, commandLine)),
    );
}

function rangeOption(text: string): Range {
  try {
    return parseRange(text);
  } catch (error) {
    throw new InvalidArgumentError((error as RangeError).message);
  }
}

async function planFile(
  file: string,
  options: PlanOptions,
  commandLine: CommandLine,
): Promise<ExitCode> {
  const { vary: range, json, png } = options;
  checkOutputs([
    ...(typeof json === 'string' ? [json] : []),
    ...(png === undefined ? [] : [join(png, 'plan.png')]),
  ]);
  const study = studiesOf(file, options);
  const ends = [study(range.from), study(range.to)] as const;
  if ((ends[0].expectations ?? []).length === 0)
    throw new UsageError(`${file} expects nothing; say under expect what is to be met`);
  const tried = new Map<number, TriedValue>();
  const plan = await interruptible(
    (signal) =>
      search(
        range,
        async (value) => {
          const one = await tryValue(study(value), value, options, signal, commandLine);
          tried.set(value, one);
          return one.verdict;
        },
        { tolerance: options.tolerance },
      ),
    () =>
      commandLine.stderr.line(
        '\nstopping after the replication under way; once more stops at once',
      ),
  );
  const planned = plannedOf(range, plan, [...tried.values()], ends[0]);
  await report(planned, options, commandLine);
  return exitCodeOf(planned);
}

/** Studies of all values, with one detail: counts where both ends can be counted. */
function studiesOf(
  file: string,
  { vary: range, set = [], replications, seed: fresh, maxEvents }: PlanOptions,
): (value: number) => Study {
  const read = studyReader(file);
  const at = (value: number, extra: readonly string[]) =>
    read([...set, `${range.path}=${written(range, value)}`, ...extra]);
  const details = [range.from, range.to].map((value) => at(value, []).scenario.detail);
  const extra = new Set(details).size > 1 ? ['detail=requests'] : [];
  return (value) => {
    const own = at(value, extra);
    const study = {
      ...own,
      replications: replications ?? own.replications,
      seed: fresh ?? own.seed,
    };
    const refusal = refuse(estimateCost(study), { maxEvents });
    if (refusal !== null) throw new UsageError(`${written(range, value)}: ${refusal}`);
    return study;
  };
}

async function tryValue(
  study: Study,
  value: number,
  { jobs, quiet, vary }: PlanOptions,
  signal: AbortSignal,
  { stderr }: CommandLine,
): Promise<TriedValue> {
  const progress = quiet
    ? silent
    : showProgress(stderr, study.replications, `replications of ${written(vary, value)}`);
  try {
    const { result, tally } = await runParallelTallied(study, {
      jobs,
      signal,
      onReplication: progress.step,
    });
    if (result.outcome === 'aborted') throw signal.reason as Interrupted;
    const { expectations } = result;
    const cell: CellNumbers = cellOf(study, tally);
    return { value, verdict: verdictOf(expectations), expectations, cell };
  } finally {
    progress.stop();
  }
}

function verdictOf(expectations: readonly { readonly verdict: Verdict }[]): Verdict {
  for (const verdict of ['failed', 'inconclusive'] as const)
    if (expectations.some((one) => one.verdict === verdict)) return verdict;
  return 'met';
}

async function report(
  planned: Planned,
  { json, png }: PlanOptions,
  { stdout }: CommandLine,
): Promise<void> {
  const document = `${JSON.stringify(planned, null, 2)}\n`;
  const drawn = png === undefined ? [] : await renderSweep(planned.sweep);
  const stem = fileSafe(planned.sweep.scenario.name);
  writeOutputs([
    ...(typeof json === 'string' ? [{ path: json, content: document }] : []),
    ...drawn.map((one) => ({ path: join(png ?? '', `${stem}-${one.name}.png`), content: one.png })),
  ]);
  if (json === true) stdout.write(document);
  else stdout.line(planReport(planned, stdout));
}

function exitCodeOf({ finding }: Planned): ExitCode {
  if (finding.kind === 'none') return EXIT.expectation;
  return finding.kind === 'found' || finding.kind === 'all' ? EXIT.done : EXIT.inconclusive;
}
