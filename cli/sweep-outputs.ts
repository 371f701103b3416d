/** What `sweep` and `merge` print and write. */

import { join } from 'node:path';
import type { Command } from 'commander';
import { readingNames, type Sweep } from '../experiments/sweep/index.ts';
import { fileSafe } from '../reports/charts/pictures.ts';
import { renderSweep, sweepNotDrawn } from '../reports/render-sweep.ts';
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
  readonly png?: string;
  readonly quiet?: boolean;
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
    .option('--csv <file>', 'write a line for each cell')
    .option('--png <dir>', 'draw a chart of each measure: curves, or heat maps of two paths')
    .option('-q, --quiet', 'no progress and no notes');
}

/** Of a folder of charts, whose names depend on what is measured, one that stands for all. */
export function sweepPaths({ json, csv, png }: SweepOutputs): string[] {
  return [
    ...(typeof json === 'string' ? [json] : []),
    ...(csv === undefined ? [] : [csv]),
    ...(png === undefined ? [] : [join(png, 'sweep.png')]),
  ];
}

export async function writeSweep(
  sweep: Sweep,
  { json, csv, png, quiet }: SweepOutputs,
  { stdout, stderr }: CommandLine,
): Promise<void> {
  const document = `${JSON.stringify(sweep, null, 2)}\n`;
  const stem = fileSafe(sweep.scenario.name);
  const drawn = png === undefined ? [] : await renderSweep(sweep);
  const files: OutputFile[] = [
    ...(typeof json === 'string' ? [{ path: json, content: document }] : []),
    ...(csv === undefined ? [] : [{ path: csv, content: sweepCsv(sweep) }]),
    ...drawn.map((one) => ({ path: join(png ?? '', `${stem}-${one.name}.png`), content: one.png })),
  ];
  writeOutputs(files);
  const left = png === undefined || quiet ? null : sweepNotDrawn(sweep);
  if (left !== null) stderr.line(left);
  if (json === true) stdout.write(document);
  else stdout.line(sweepReport(sweep, stdout));
}
