/** The events of a result as marks on the time of the run, with what follows from them. */
import type { EventResult, Result } from '../../experiments/result.ts';
import { struck } from './event-curve.ts';
import type { Happening } from './marks.ts';

/** When events happen, at their mean times, in seconds of the virtual clock. */
export function happenings({ events }: Result): Happening[] {
  return events.flatMap(({ name, at }) => (at === null ? [] : [{ at: at.mean, label: name }]));
}

/** The same, when the first edge knew of a fault, and when it ended. */
export function story(result: Result): Happening[] {
  return [...happenings(result), ...result.events.flatMap(sequel)];
}

function sequel(event: EventResult): Happening[] {
  const { at, detectionSeconds, lastsSeconds } = event;
  if (!at) return [];
  const { who, are } = struck(event);
  // A result saved before these were measured has neither.
  const detected = detectionSeconds?.firstEdge ?? null;
  return [
    ...(detected ? [{ at: at.mean + detected.mean, label: 'detected' }] : []),
    ...(lastsSeconds ? [{ at: at.mean + lastsSeconds.mean, label: `${who} ${are} back` }] : []),
  ];
}
