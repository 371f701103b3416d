import type { Scenario } from '../../../sim/scenario.ts';
import type { ScenarioInput } from '../schema/scenario.ts';
import type { Context } from './context.ts';

type Timing = Pick<Scenario, 'duration' | 'warmup' | 'window' | 'start' | 'leadIn' | 'history'>;

/** Windows by default, and the most there may be: each is a number kept per backend and measure. */
const WINDOWS = 120;
const MOST_WINDOWS = 100_000;

export function resolveTiming(input: ScenarioInput, context: Context): Timing {
  const { duration, warmup, start, history } = input;
  const isWhole = context.isIntact(['duration'], ['warmup'], ['window']);
  const measured = duration - warmup;
  const window = input.window ?? Math.max(1, measured / WINDOWS);
  if (isWhole && measured <= 0) {
    context.wrong(
      ['warmup'],
      `warmup ${warmup}s leaves nothing of the duration ${duration}s to measure; lower it, or raise duration`,
    );
  } else if (isWhole && input.window !== undefined && window > measured) {
    context.wrong(
      ['window'],
      `one window of ${window}s is longer than the ${measured}s that are measured; lower it`,
    );
  } else if (isWhole && measured / window > MOST_WINDOWS) {
    const key = input.window === undefined ? 'duration' : 'window';
    context.wrong(
      [key],
      `${Math.ceil(measured / window)} windows of ${window}s; at most ${MOST_WINDOWS} are allowed, widen the window`,
    );
  }
  if (start === 'cold' && input.leadIn !== undefined && input.leadIn !== 'auto') {
    context.wrongKey(['leadIn'], 'a cold start has no lead-in; remove leadIn, or start: cold');
  }
  return { duration, warmup, window, start, leadIn: input.leadIn ?? 'auto', history };
}
