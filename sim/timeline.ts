/** When the events of a scenario happen in one replication, drawn before anything else: they depend on no load. */
import type { Engine } from './engine/engine.ts';
import { samplerOf } from './random/index.ts';
import type { Streams } from './random/streams.ts';
import type { EventSpec } from './scenario.ts';
import type { Seconds } from './settings.ts';

/** One event of the scenario in this replication. */
export interface Occurrence {
  readonly spec: EventSpec;
  readonly at: Seconds;
  /** When a fault ends; Infinity: not in this run, or it is no fault. */
  readonly until: Seconds;
}

/** What each event does to the world, at its time and at its end. */
export interface EventHandling {
  begin(occurrence: Occurrence, row: number): void;
  end(occurrence: Occurrence, row: number): void;
}

export function drawTimeline(
  events: readonly EventSpec[],
  streams: Streams,
): readonly Occurrence[] {
  return events.map((spec) => {
    const stream = streams('fault', spec.name);
    const at = samplerOf(spec.at, stream)();
    const lasts = spec.verb === 'fault' && spec.lasts ? samplerOf(spec.lasts, stream)() : null;
    return { spec, at, until: lasts === null ? Number.POSITIVE_INFINITY : at + lasts };
  });
}

/** Puts every occurrence on the clock. */
export function scheduleTimeline(
  timeline: readonly Occurrence[],
  engine: Engine,
  { begin, end }: EventHandling,
): void {
  const begins = engine.on('scenario event', (row) => begin(timeline[row] as Occurrence, row));
  const ends = engine.on('scenario event', (row) => end(timeline[row] as Occurrence, row));
  timeline.forEach(({ at, until }, row) => {
    engine.at(at, begins, row);
    if (until < Number.POSITIVE_INFINITY) engine.at(until, ends, row);
  });
}
