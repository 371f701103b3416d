/** Finished cells in a folder, one file each, and beside them what the sweep is (`sweep.json`). */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CellNumbers, cellNumbers, type SweepPlan } from '../experiments/sweep/index.ts';
import { tool } from '../experiments/tool.ts';
import { writeOutputs } from './outputs.ts';
import { systemReason } from './system-reason.ts';
import { UsageError } from './usage-error.ts';

/** What a sweep is, in every shard of it. */
export interface SweepFile extends SweepPlan {
  readonly schemaVersion: 1;
  readonly tool: typeof tool;
  readonly kind: 'sweep';
}

export const planPath = (folder: string) => join(folder, 'sweep.json');
const cellPath = (folder: string, address: string) => join(folder, 'cells', `${address}.json`);

export function writePlan(folder: string, plan: SweepPlan): void {
  const file: SweepFile = { schemaVersion: 1, tool, kind: 'sweep', ...plan };
  writeOutputs([{ path: planPath(folder), content: `${JSON.stringify(file, null, 2)}\n` }]);
}

/** @throws {UsageError} if there is none */
export function readPlan(folder: string): SweepFile {
  const path = planPath(folder);
  let file: Partial<SweepFile> | null;
  try {
    file = JSON.parse(readFileSync(path, 'utf8')) as Partial<SweepFile> | null;
  } catch (error) {
    const reason = systemReason(error) ?? 'it is not JSON';
    throw new UsageError(`cannot read ${path}: ${reason}; sweep --out ${folder} makes one`);
  }
  if (file?.kind !== 'sweep' || file.schemaVersion !== 1 || !Array.isArray(file.cells))
    throw new UsageError(`${path} is not of a sweep of skew53`);
  return file as SweepFile;
}

export function writeCell(folder: string, cell: CellNumbers): void {
  const path = cellPath(folder, cell.address);
  writeOutputs([{ path, content: `${JSON.stringify(cell)}\n` }]);
}

/** Null when it is not there, or was cut short. */
export function readCell(folder: string, address: string): CellNumbers | null {
  const path = cellPath(folder, address);
  return existsSync(path) ? cellNumbers(readFileSync(path, 'utf8'), address) : null;
}
