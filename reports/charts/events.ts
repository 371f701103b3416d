/** The events of a result as marks on the time of the run. */
import type { Result } from '../../experiments/result.ts';
import type { Happening } from './marks.ts';

/** At their mean times, in seconds of the virtual clock. */
export function happenings({ events }: Result): Happening[] {
  return events.flatMap(({ name, at }) => (at === null ? [] : [{ at: at.mean, label: name }]));
}
