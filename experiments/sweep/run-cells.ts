/** Cells on several cores: each whole in one thread, so that its bytes do not depend on how many there are. */
import { whyLost } from '../parallel.ts';
import type { Study } from '../study.ts';
import type { CellNumbers } from './run-cell.ts';

export interface CellsOptions {
  /** Threads, at least 1. */
  readonly jobs: number;
  /** Gives up the cells under way; those finished have been told. */
  readonly signal?: AbortSignal;
  /** Told of each cell once it is finished, in no particular order. */
  readonly onCell: (index: number, outcome: CellNumbers | LostCell) => void;
  /** Runs a cell elsewhere; in threads of its own when left out. */
  readonly runCell?: (study: Study) => Promise<CellNumbers>;
}

/** A cell that ended without its numbers. */
export interface LostCell {
  readonly reason: string;
}

/**
 * Runs cells, of which no more are in memory than there are threads.
 *
 * @param study of a cell, asked for when its turn comes
 */
export async function runCells(
  count: number,
  study: (index: number) => Study,
  { jobs, signal, onCell, runCell }: CellsOptions,
): Promise<void> {
  if (count === 0) return;
  const threads = Math.min(jobs, count);
  const pool = runCell ? null : await openPool(threads);
  const run = runCell ?? ((one: Study) => (pool as Pool).run(one));
  const given = new Promise<void>((resolve) => {
    if (signal?.aborted) resolve();
    signal?.addEventListener('abort', () => resolve(), { once: true });
  });
  let next = 0;
  let isOver = false;
  const worker = async () => {
    while (next < count && !isOver && !signal?.aborted) {
      const index = next++;
      let outcome: CellNumbers | LostCell;
      try {
        outcome = await run(study(index));
      } catch (error) {
        outcome = { reason: whyLost(error, jobs) };
      }
      if (!isOver && !signal?.aborted) onCell(index, outcome);
    }
  };
  try {
    await Promise.race([given, Promise.all(Array.from({ length: threads }, worker))]);
  } finally {
    isOver = true;
    await pool?.destroy();
  }
}

type Pool = Awaited<ReturnType<typeof openPool>>;

async function openPool(threads: number) {
  const { Piscina } = await import('piscina');
  return new Piscina<Study, CellNumbers>({
    filename: new URL('./worker.mjs', import.meta.url).href,
    name: 'sweepCell',
    minThreads: threads,
    maxThreads: threads,
  });
}
