/** One cell: its study run, and what is kept of it. */
import { createHash } from 'node:crypto';
import { runTallied } from '../run.ts';
import type { Study } from '../study.ts';
import type { Tally } from '../tally.ts';
import { tool } from '../tool.ts';
import { type Reading, readingsOf } from './readings.ts';

/** What is kept of a finished cell, and what its file holds. */
export interface CellNumbers {
  readonly schemaVersion: 1;
  readonly address: string;
  readonly replications: number;
  readonly readings: readonly Reading[];
}

/**
 * SHA-256 (hex) of all that a cell's numbers depend on: the resolved scenario, which holds the contents of every
 * file it names and its detail, the version, the seed and the replications.
 */
export function addressOf({ hash, seed, replications }: Study): string {
  const parts = JSON.stringify(['cell', 1, tool.version, hash, seed, replications]);
  return createHash('sha256').update(parts).digest('hex');
}

/** Runs a cell here. Plain data, the same wherever it is run. */
export async function runCell(study: Study): Promise<CellNumbers> {
  const { tally } = await runTallied(study);
  return cellOf(study, tally);
}

/** What is kept of a study that has been run. */
export function cellOf(study: Study, tally: Tally): CellNumbers {
  return {
    schemaVersion: 1,
    address: addressOf(study),
    replications: study.replications,
    readings: readingsOf(study, tally),
  };
}

/** What a cell's file holds, read back; null when it was cut short or is another cell's. */
export function cellNumbers(text: string, address: string): CellNumbers | null {
  try {
    const cell = JSON.parse(text) as Partial<CellNumbers> | null;
    const isWhole =
      cell?.schemaVersion === 1 && cell.address === address && Array.isArray(cell.readings);
    return isWhole ? (cell as CellNumbers) : null;
  } catch {
    return null;
  }
}
