/** Which part of a result's responses took longer than a time: of all backends, and of all runs. */
import type { Result } from '../../experiments/result.ts';

export interface Slower {
  readonly responses: number;
  /** Ascending times, each with the part of the responses that took as long or longer, from 1 on downwards. */
  readonly steps: readonly { readonly seconds: number; readonly part: number }[];
}

/** Null where no backend has a server, or none answered. */
export function slowerThan({ backends }: Pick<Result, 'backends'>): Slower | null {
  const counts = new Map<number, number>();
  let first = Number.POSITIVE_INFINITY;
  for (const { responseTime } of backends)
    for (const { fromSeconds, toSeconds, count } of responseTime?.histogram ?? []) {
      counts.set(toSeconds, (counts.get(toSeconds) ?? 0) + count);
      if (count > 0) first = Math.min(first, fromSeconds);
    }
  const responses = [...counts.values()].reduce((sum, count) => sum + count, 0);
  if (responses === 0) return null;
  let left = responses;
  const steps = [...counts]
    .sort(([a], [b]) => a - b)
    .map(([seconds, count]) => {
      left -= count;
      return { seconds, part: left / responses };
    });
  return { responses, steps: [{ seconds: first, part: 1 }, ...steps] };
}

/** The time that `part` of the responses exceed, between the ends of steps; null where they are too few to tell. */
export function exceeded({ responses, steps }: Slower, part: number): number | null {
  if (part * responses < 10) return null;
  const i = steps.findIndex((step) => step.part <= part);
  const to = steps[i];
  const from = steps[i - 1];
  if (!to || !from) return null;
  return from.seconds + ((from.part - part) / (from.part - to.part)) * (to.seconds - from.seconds);
}
