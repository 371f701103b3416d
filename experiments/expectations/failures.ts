/** The part of requests that failed in a stretch of time. */
import { FAILURES } from '../../sim/measurements.ts';
import type { RatioMeasure } from '../../sim/metrics/measures/measure.ts';
import type { Seconds } from '../../sim/settings.ts';

/** Requests that failed ÷ requests made, over the windows whose middle lies in the stretch. */
export function failuresBetween(from: Seconds, until: Seconds): RatioMeasure {
  return {
    kind: 'ratio',
    name: failuresName(from, until),
    summary: 'The part of the requests made in a stretch of time that failed.',
    of: 'run',
    unit: 'share',
    path: 'expectations[]',
    read({ windowStarts, clients, span }) {
      const end = (windowStarts[0] as number) + span;
      let [y, x] = [0, 0];
      for (const [w, start] of windowStarts.entries()) {
        const middle = (start + (windowStarts[w + 1] ?? end)) / 2;
        if (middle < from || middle >= until) continue;
        for (const { made, failures } of clients) {
          x += made[w] as number;
          for (let f = 0; f < FAILURES.length; f++)
            y += failures[w * FAILURES.length + f] as number;
        }
      }
      return { y, x };
    },
  };
}

export function failuresName(from: Seconds, until: Seconds): string {
  return `failures from ${from} until ${until}`;
}
