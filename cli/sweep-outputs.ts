/** What `sweep` and `merge` print and write. */

import type { Command } from 'commander';
import { readingNames, type Sweep } from '../experiments/sweep/index.ts';
import { sweepCsv } from '../reports/sweep-csv.ts';
import { sweepReport } from '../reports/text/sweep.ts';
import type { CommandLine } from './command-line.ts';
import { oneOfEach, positiveInteger } from './option-values.ts';
import { type OutputFile, writeOutputs } from './outputs.ts';

export interface SweepOutputs {
  readonly measure?: readonly string[];
  readonly against: number;
  readonly json?: string | true;
  readonly csv?: string;
}

export function addSweepOutputs(command: Command): Command {
  return command
    .option(
      '--measure <name,…>',
      'other numbers than the headlines; any wrong name lists them',
      oneOfEach(readingNames()),
    )
    .option('--against <cell>', 'the cell that others are held against', positiveInteger(1e6), 1)
    .option('--json [file]', 'write the sweep; to standard output without a file')
    .option('--csv <file>', 'write a line for each cell');
}

export function sweepPaths({ json, csv }: SweepOutputs): string[] {
  return [...(typeof json === 'string' ? [json] : []), ...(csv === undefined ? [] : [csv])];
}

export async function writeSweep(
  sweep: Sweep,
  { json, csv }: SweepOutputs,
  { stdout }: CommandLine,
): Promise<void> {
  const document = `${JSON.stringify(sweep, null, 2)}\n`;
  const files: OutputFile[] = [
    ...(typeof json === 'string' ? [{ path: json, content: document }] : []),
    ...(csv === undefined ? [] : [{ path: csv, content: sweepCsv(sweep) }]),
  ];
  writeOutputs(files);
  if (json === true) stdout.write(document);
  else stdout.line(sweepReport(sweep, stdout));
}
