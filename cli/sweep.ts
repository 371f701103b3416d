/** `skew53 sweep FILE --vary PATH=…`: a scenario with values changed, cell by cell, side by side. */
import { availableParallelism } from 'node:os';
import { type Command, InvalidArgumentError } from 'commander';
import {
  type CellNumbers,
  cellsOf,
  chosen,
  inShard,
  type LostCell,
  parseVaried,
  runCells,
  type Shard,
  tabulate,
  type Varied,
} from '../experiments/sweep/index.ts';
import { planPath, readCell, writeCell, writePlan } from './cell-files.ts';
import type { CommandLine } from './command-line.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { type Interrupted, interruptible } from './interrupt.ts';
import { assignment, positiveInteger, seed } from './option-values.ts';
import { checkOutputs } from './outputs.ts';
import { showProgress, silent } from './progress.ts';
import { studyReader } from './read-study.ts';
import { addSweepOutputs, type SweepOutputs, sweepPaths, writeSweep } from './sweep-outputs.ts';
import { type Planned, type PlannedCell, planSweep, refuseCells } from './sweep-plan.ts';
import { UsageError } from './usage-error.ts';

interface SweepOptions extends SweepOutputs {
  readonly vary: readonly Varied[];
  readonly zip?: boolean;
  readonly set?: readonly string[];
  readonly replications?: number;
  readonly seed?: number | string;
  readonly jobs: number;
  readonly out?: string;
  readonly shard?: Shard;
  readonly maxEvents: number;
}

const EXAMPLES = `Examples:
  skew53 sweep scenario.yaml --vary zone.records.*.ttl=10,60,300
  skew53 sweep scenario.yaml --vary zone.records.*.ttl=5..3600*2 --csv ttl.csv
  skew53 sweep scenario.yaml --vary zone.records.*.ttl=10,60 --vary resolvers.*.profile=unbound,ideal
  skew53 sweep scenario.yaml --vary zone.records.*.ttl=5..300:5 --out cells --shard 1/2

Cells share their random numbers: the same requests arrive in all, and differences are of pairs of replications.
With --out, a sweep that was stopped goes on where it was; skew53 merge puts shards together.`;

export function addSweep(program: Command, commandLine: CommandLine): void {
  const command = program
    .command('sweep')
    .description('a scenario with values changed, cell by cell, side by side')
    .argument('<file>', 'scenario, or - for standard input')
    .requiredOption(
      '--vary <path=values>',
      'a,b,c or from..to:step or from..to*factor; repeatable, for a grid',
      variedOption,
    )
    .option('--zip', 'the first values together, the second ones, and so on, instead of a grid')
    .option('--set <path=value>', 'change a value of all cells; repeatable', assignment)
    .option('-n, --replications <count>', 'of each cell', positiveInteger(1e6))
    .option('-s, --seed <seed>', 'of all cells', seed)
    .option(
      '-j, --jobs <count>',
      'cells at a time; any number gives the same bytes',
      positiveInteger(1024),
      availableParallelism(),
    );
  addSweepOutputs(command)
    .option('--out <dir>', 'keep finished cells in a folder, and take those that are there')
    .option('--shard <i/n>', 'only every n-th cell, from the i-th on; needs --out', shardOption)
    .option(
      '--max-events <count>',
      'refuse cells estimated above this together',
      positiveInteger(Number.MAX_SAFE_INTEGER),
      1e9,
    )
    .addHelpText('before', `${EXAMPLES}\n`)
    .action(async (file: string, options: SweepOptions) =>
      commandLine.finish(await sweepFile(file, options, commandLine)),
    );
}

function variedOption(text: string, before: readonly Varied[] = []): readonly Varied[] {
  return refusing(InvalidArgumentError, () => [...before, parseVaried(text)]);
}

function shardOption(text: string): Shard {
  const [, shard = 0, of = 0] = (/^(\d+)\/(\d+)$/.exec(text) ?? []).map(Number);
  if (shard >= 1 && shard <= of) return { shard, of };
  throw new InvalidArgumentError('Expected i/n with i from 1 to n, such as 2/8.');
}

/** Mistakes in what is to be varied are the user's. */
function refusing<T>(Refusal: new (message: string) => Error, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw error instanceof RangeError ? new Refusal(error.message) : error;
  }
}

async function sweepFile(
  file: string,
  options: SweepOptions,
  commandLine: CommandLine,
): Promise<ExitCode> {
  const { out, shard, quiet, vary, zip = false, against, measure = null } = options;
  if (shard && out === undefined) throw new UsageError('--shard needs --out, for merge to read');
  const cells = refusing(UsageError, () => cellsOf(vary, zip));
  if (against > cells.length)
    throw new UsageError(`--against ${against}: there are ${cells.length} cells`);
  const planned = planOf(file, cells, options);
  checkOutputs([...sweepPaths(options), ...(out === undefined ? [] : [planPath(out)])]);
  const outcomes = new Map<string, CellNumbers | LostCell>();
  const rest = left(planned, options, outcomes);
  const refusal = rest.length === 0 ? null : refuseCells(rest, options.maxEvents);
  if (refusal !== null) throw new UsageError(refusal);
  if (!quiet) for (const note of planned.notes) commandLine.stderr.line(`note: ${note}`);
  if (!quiet && outcomes.size > 0)
    commandLine.stderr.line(`note: ${outcomes.size} cells taken from ${out}`);
  if (out !== undefined) writePlan(out, planned.plan);
  const stopped = await run(rest, planned, options, outcomes, commandLine);
  await writeSweep(tabulate(planned.plan, outcomes, measure, against), options, commandLine);
  if ([...outcomes.values()].some((outcome) => 'reason' in outcome)) return EXIT.cells;
  return stopped?.exitCode ?? EXIT.done;
}

function planOf(
  file: string,
  cells: ReturnType<typeof cellsOf>,
  { vary, zip = false, set = [], replications, seed: fresh }: SweepOptions,
): Planned {
  const read = studyReader(file);
  return planSweep(cells, vary, zip, (cell, extra) => {
    const study = read([...set, ...cell.set, ...extra]);
    return {
      ...study,
      replications: replications ?? study.replications,
      seed: fresh ?? study.seed,
    };
  });
}

/** Cells to run, each address once; those that are there already go into `outcomes`. */
function left(
  { cells }: Planned,
  { out, shard, measure }: SweepOptions,
  outcomes: Map<string, CellNumbers | LostCell>,
): readonly PlannedCell[] {
  const wanted = new Map<string, PlannedCell>();
  for (const cell of shard ? inShard(cells, shard) : cells) {
    const { address } = cell;
    if (outcomes.has(address) || wanted.has(address)) continue;
    const kept = out === undefined ? null : readCell(out, address);
    if (kept) outcomes.set(address, chosen(kept, measure ?? null));
    else wanted.set(address, cell);
  }
  return [...wanted.values()];
}

/** @returns why it was stopped, if it was */
async function run(
  cells: readonly PlannedCell[],
  { studyOf }: Planned,
  { jobs, out, quiet, measure }: SweepOptions,
  outcomes: Map<string, CellNumbers | LostCell>,
  { stderr }: CommandLine,
): Promise<Interrupted | undefined> {
  const progress = quiet ? silent : showProgress(stderr, cells.length, 'cells');
  let [finished, events] = [0, 0];
  try {
    return await interruptible(
      async (signal) => {
        await runCells(cells.length, (index) => studyOf(cells[index] as PlannedCell), {
          jobs,
          signal,
          onCell(index, outcome) {
            const cell = cells[index] as PlannedCell;
            const isLost = 'reason' in outcome;
            if (!isLost && out !== undefined) writeCell(out, outcome);
            outcomes.set(cell.address, isLost ? outcome : chosen(outcome, measure ?? null));
            events += cell.events;
            progress.step({ finished: ++finished, of: cells.length, events });
          },
        });
        return signal.aborted ? (signal.reason as Interrupted) : undefined;
      },
      () => stderr.line('\nstopping; finished cells are kept'),
    );
  } finally {
    progress.stop();
  }
}
