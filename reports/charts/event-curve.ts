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

/** Names of those that are struck; null where each run drew some: `30% of web-1, web-2, …`. */
export function struckNames({ target }: EventResult): string[] | null {
  return /^[\d.]+ ?% of /.test(target) ? null : target.split(', ');
}

/** Who is struck, in a few words: the one backend, or how many. */
export function struck(event: EventResult): { readonly who: string; readonly are: string } {
  const names = struckNames(event);
  if (names === null) {
    const [part = '', all = ''] = event.target.split(' of ');
    return { who: `${part} of ${all.split(', ').length} backends`, are: 'are' };
  }
  return names.length === 1
    ? { who: event.target, are: 'is' }
    : { who: `${names.length} backends`, are: 'are' };
}
