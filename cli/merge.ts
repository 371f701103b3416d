/** `skew53 merge DIR…`: shards of one sweep put together. */
import type { Command } from 'commander';
import {
  type CellNumbers,
  chosen,
  type LostCell,
  type SweepPlan,
  tabulate,
} from '../experiments/sweep/index.ts';
import { readCell, readPlan } from './cell-files.ts';
import type { CommandLine } from './command-line.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { checkOutputs } from './outputs.ts';
import { addSweepOutputs, type SweepOutputs, sweepPaths, writeSweep } from './sweep-outputs.ts';
import { UsageError } from './usage-error.ts';

const EXAMPLES = `Examples:
  skew53 merge shard-1 shard-2
  skew53 merge cells --measure share,authority-queries --csv shares.csv`;

export function addMerge(program: Command, commandLine: CommandLine): void {
  const command = program
    .command('merge')
    .description('put shards of a sweep together and print its table')
    .argument('<dirs...>', 'folders that sweep --out made');
  addSweepOutputs(command)
    .addHelpText('before', `${EXAMPLES}\n`)
    .action(async (folders: string[], options: SweepOutputs) =>
      commandLine.finish(await merge(folders, options, commandLine)),
    );
}

async function merge(
  folders: readonly string[],
  options: SweepOutputs,
  commandLine: CommandLine,
): Promise<ExitCode> {
  const { measure = null, against } = options;
  checkOutputs(sweepPaths(options));
  const plan = commonPlan(folders);
  if (against > plan.cells.length)
    throw new UsageError(`--against ${against}: there are ${plan.cells.length} cells`);
  const outcomes = new Map<string, CellNumbers | LostCell>();
  for (const { address } of plan.cells) {
    const holder = folders.find((folder) => !outcomes.has(address) && readCell(folder, address));
    const cell = holder === undefined ? null : readCell(holder, address);
    if (cell) outcomes.set(address, chosen(cell, measure));
  }
  await writeSweep(tabulate(plan, outcomes, measure, against), options, commandLine);
  const missing = plan.cells.filter(({ address }) => !outcomes.has(address)).length;
  if (missing === 0) return EXIT.done;
  commandLine.stderr.line(
    `${missing} of ${plan.cells.length} cells are in none of these folders, or were cut short; sweep again with --out`,
  );
  return EXIT.cells;
}

/** @throws {UsageError} if they are of different sweeps */
function commonPlan(folders: readonly string[]): SweepPlan {
  const [first, ...others] = folders.map((folder) => ({ folder, plan: readPlan(folder) }));
  const text = (plan: SweepPlan) => JSON.stringify(plan);
  for (const { folder, plan } of others) {
    if (first && text(plan) !== text(first.plan))
      throw new UsageError(`${folder} and ${first.folder} are of different sweeps, or versions`);
  }
  return first?.plan as SweepPlan;
}
