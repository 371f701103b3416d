/** When the events of a scenario happen: once, or every so often. */
import type { Law } from '../../../sim/scenario.ts';
import type { EventInput } from '../schema/events.ts';
import type { Path } from '../tree.ts';
import type { Context } from './context.ts';

/** Of one event. */
const MOST = 1000;

/** An event as it is written, one of the times that it happens. */
export interface Occasion {
  readonly input: EventInput;
  readonly at: Law;
  readonly path: Path;
  /** From 0. */
  readonly turn: number;
}

export function occasionsOf(
  inputs: readonly EventInput[],
  duration: number,
  context: Context,
): Occasion[] {
  return inputs.flatMap((input, i) => {
    const path = ['events', i];
    const { at, every } = input;
    if (at !== undefined && every !== undefined)
      context.wrongKey([...path, 'every'], 'both at and every are given; keep one of them');
    if (at !== undefined) return [{ input, at, path, turn: 0 }];
    if (every === undefined) {
      context.wrong(path, 'missing key "at": expected a time such as 10m, or every: 1h');
      return [];
    }
    if (!context.isIntact(['duration'])) return [];
    return timesOf(every, duration, path, context).map((time, turn) => ({
      input,
      at: { name: 'constant', settings: time },
      path,
      turn,
    }));
  });
}

/** At `every`, twice that, and so on, while the run lasts. */
function timesOf(every: number, duration: number, path: Path, context: Context): number[] {
  const times = Math.ceil(duration / every - 1e-9) - 1;
  if (times < 1 || times > MOST) {
    context.wrong(
      [...path, 'every'],
      times < 1
        ? `the run ends at ${duration}s, before this event; lower every, or raise duration`
        : `it would happen ${times} times; at most ${MOST} are followed; raise every`,
    );
    return [];
  }
  return Array.from({ length: times }, (_, k) => (k + 1) * every);
}
