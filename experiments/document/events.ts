import type { Result } from '../result.ts';
import type { Tally } from '../tally.ts';

type Event = Result['events'][number];

/** `events[]`: in the order in which they were first seen. */
export function eventsBlock(tally: Tally): readonly Event[] {
  return tally
    .rows('event')
    .map(({ key, label }) => ({ ...label, ...tally.values('event', key) }) as unknown as Event);
}
