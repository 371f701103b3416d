/** Replications on several cores: each in a thread, folded in the order of their numbers, so with the same bytes as one. */
import type { Result } from './result.ts';
import { type RunOptions, runTallied, type Tallied } from './run.ts';
import type { Study } from './study.ts';
import { unpack } from './transport.ts';

export interface ParallelOptions extends Omit<RunOptions, 'simulate' | 'ahead'> {
  /** Threads, at least 1. */
  readonly jobs: number;
}

/** A thread that ended without its replication. */
export class LostReplication extends Error {
  constructor(replication: number, { jobs }: ParallelOptions, cause: unknown) {
    super(`replication ${replication} ${whyLost(cause, jobs)}`, { cause });
    this.name = 'LostReplication';
  }
}

/** Why a thread ended without what it was to do. */
export function whyLost(cause: unknown, jobs: number): string {
  return (cause as { code?: string }).code === 'ERR_WORKER_OUT_OF_MEMORY'
    ? `ran out of memory${jobs > 1 ? '; fewer jobs (-j 1) leave more for each' : ''}`
    : `did not finish: ${cause instanceof Error ? cause.message : String(cause)}`;
}

/**
 * Runs a study as `run` does, in threads of their own. A replication never pauses, so only this way do
 * signals and progress get through while one is under way.
 *
 * @throws {LostReplication} when a thread ends without its replication
 */
export async function runParallel(study: Study, options: ParallelOptions): Promise<Result> {
  return (await runParallelTallied(study, options)).result;
}

/** As {@link runParallel}. */
export async function runParallelTallied(study: Study, options: ParallelOptions): Promise<Tallied> {
  const { scenario, seed, replications } = study;
  const { Piscina } = await import('piscina');
  const threads = Math.min(options.jobs, replications);
  const pool = new Piscina<number, unknown>({
    filename: new URL('./worker.mjs', import.meta.url).href,
    name: 'replicate',
    workerData: { scenario, seed },
    minThreads: threads,
    maxThreads: threads,
  });
  try {
    return await runTallied(study, {
      ...options,
      // One more than there are threads, so that none waits while a result is folded in.
      ahead: threads + 1,
      simulate: async (_scenario, _seed, replication) => {
        try {
          return unpack(await pool.run(replication));
        } catch (error) {
          throw new LostReplication(replication, options, error);
        }
      },
    });
  } finally {
    await pool.destroy();
  }
}
