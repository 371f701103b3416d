/** When idle connections will have been idle for too long: in one row for each limit, the soonest first. */
import { Ring } from '../engine/ring.ts';
import type { Pool } from '../scenario.ts';
import type { Seconds } from '../settings.ts';

export class IdleEnds {
  readonly #byPool = new Map<Pool, Ring>();

  /** A connection is idle from `now` on, no earlier than any before it. */
  add(row: number, pool: Pool, now: Seconds): void {
    if (pool.idle === Number.POSITIVE_INFINITY) return;
    const known = this.#byPool.get(pool);
    const ends = known ?? new Ring();
    if (!known) this.#byPool.set(pool, ends);
    ends.push(now + pool.idle, 0, row);
  }

  /** Takes every end that has come by now. @param ended told the row, its limit and the end */
  take(now: Seconds, ended: (row: number, idle: Seconds, end: Seconds) => void): void {
    for (const [{ idle }, ends] of this.#byPool) {
      while (ends.headTime <= now) {
        const end = ends.headTime;
        ended(ends.shift(), idle, end);
      }
    }
  }
}
