import * as z from 'zod/mini';
import { law, meanOf, residualOf, samplerOf } from '../../random/index.ts';
import type { Stream } from '../../random/stream.ts';
import type { Law, Scenario } from '../../scenario.ts';
import { type PerSecond, rate, type Seconds } from '../../settings.ts';
import { type ArrivalTimes, arrivalProcess } from './process.ts';
import { SwitchingCourse } from './switching-course.ts';

interface Settings {
  /** How long a burst lasts, and how long the pause after it; of means above 0. */
  readonly on: Law;
  readonly off: Law;
  /** While on. */
  readonly rate: PerSecond;
}

/** Part of the time in bursts. */
function shareOn({ on, off }: Settings): number {
  return meanOf(on) / (meanOf(on) + meanOf(off));
}

/**
 * Draws spans on and off by turns, the first one on. As if they had followed one another for ever: time 0 falls into
 * either kind in proportion to its mean, and what is left of that span is a residual; a pause is a burst of no length
 * and what is left of the pause. Cold, the first burst begins at once.
 */
function spansOf(settings: Settings, stream: Stream, start: Scenario['start']) {
  const on = samplerOf(settings.on, stream);
  const off = samplerOf(settings.off, stream);
  const usual = (isOn: boolean) => (isOn ? on() : off());
  if (start === 'cold') return () => usual;
  const [restOn, restOff] = [residualOf(settings.on, stream), residualOf(settings.off, stream)];
  return () => {
    const beginsOn = stream.uniform() < shareOn(settings);
    let spans = 0;
    return (isOn: boolean) => {
      spans += 1;
      if (spans === 1) return beginsOn ? restOn() : 0;
      return spans === 2 && !beginsOn ? restOff() : usual(isOn);
    };
  };
}

/** Of one client: what is over is forgotten. */
class BurstTimes implements ArrivalTimes {
  readonly #meanGap: Seconds;
  readonly #stream: Stream;
  readonly #spanOf: (isOn: boolean) => Seconds;
  #last: Seconds;
  #burstEnds: Seconds;

  constructor(
    perSecond: PerSecond,
    stream: Stream,
    from: Seconds,
    spanOf: (isOn: boolean) => Seconds,
  ) {
    this.#meanGap = 1 / perSecond;
    this.#stream = stream;
    this.#spanOf = spanOf;
    this.#last = from;
    this.#burstEnds = from + spanOf(true);
  }

  next(): Seconds {
    const gap = this.#meanGap * this.#stream.exponential();
    if (!(gap < Number.POSITIVE_INFINITY)) return gap;
    let next = this.#last + gap;
    while (next >= this.#burstEnds) {
      const pause = this.#spanOf(false);
      next += pause;
      this.#burstEnds += pause + this.#spanOf(true);
    }
    this.#last = next;
    return next;
  }
}

export const burst = arrivalProcess<Settings>({
  name: 'burst',
  summary: 'Bursts and pauses by turns: a Poisson process at a rate while on, nothing while off.',
  settings: z.strictObject({ on: law, off: law, rate }),
  poisson: false,
  divisible: false,
  check: (settings) => {
    const key = (['on', 'off'] as const).find((kind) => !(meanOf(settings[kind]) > 0));
    return key
      ? { key, message: `spans of mean 0 make no ${words[key]}; give a law above 0` }
      : null;
  },
  meanRate: (settings) => settings.rate * shareOn(settings),
  course: (settings, phase, from, start) =>
    new SwitchingCourse(from, shareOn(settings), spansOf(settings, phase, start)()),
  begin(settings, stream, start) {
    const begun = spansOf(settings, stream, start);
    return (from) => new BurstTimes(settings.rate, stream, from, begun());
  },
});

const words = { on: 'bursts', off: 'pauses' } as const;
