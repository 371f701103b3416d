import type { EventBin, EventResult } from '../result.ts';
import type { Tally } from '../tally.ts';

/** `events[]`: in the order in which they were first seen, each with the bins that some replication covered. */
export function eventsBlock(tally: Tally): readonly EventResult[] {
  const bins = tally.rows('bin');
  return tally.rows('event').map(({ key, i, label }) => ({
    ...label,
    ...(tally.values('event', key) as unknown as Omit<EventResult, 'bins'>),
    bins: bins
      .filter((bin) => bin.key.startsWith(`${i}/`))
      .map((bin) => ({ ...bin.label, ...tally.values('bin', bin.key) }) as unknown as EventBin)
      .filter(({ failed }) => failed !== null),
  }));
}
