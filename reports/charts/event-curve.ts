/** What was followed after an event: after a fault who still goes to its target, after a change who knows only of before. */
import type { EventResult, Measured } from '../../experiments/result.ts';

/** Seconds after the event, and the share from 0 to 1. */
export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly share: NonNullable<Measured>;
}

/** Whether the event is a fault of backends: then the curve is of first attempts at them. */
export function isFault({ bins }: EventResult): boolean {
  return bins.some(({ deadShare }) => deadShare !== null);
}

/** The share by bin, those without requests left out. */
export function curveOf(event: EventResult): Bin[] {
  const fault = isFault(event);
  return event.bins.flatMap(({ fromSeconds, toSeconds, deadShare, staleShare }) => {
    const share = fault ? deadShare : staleShare;
    return share === null ? [] : [{ from: fromSeconds, to: toSeconds, share }];
  });
}

/** Who is struck, in a few words: the one backend, or how many. */
export function struck({ target }: EventResult): { readonly who: string; readonly are: string } {
  const names = target.split(', ');
  return names.length === 1
    ? { who: target, are: 'is' }
    : { who: `${names.length} backends`, are: 'are' };
}
