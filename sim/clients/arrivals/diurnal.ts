import * as z from 'zod/mini';
import { duration, type PerSecond, rate, real, type Seconds } from '../../settings.ts';
import { CoursedTimes } from './course.ts';
import { DAY, DailyCourse } from './daily-course.ts';
import { arrivalProcess } from './process.ts';

interface Settings {
  readonly mean: PerSecond;
  readonly peakToMean: number;
  /** Virtual time of a peak; the others are whole days away. */
  readonly peakAt: Seconds;
}

const courseOf = ({ peakToMean, peakAt }: Settings) => new DailyCourse(peakToMean, peakAt);

/**
 * λ(t) = mean × (1 + (peakToMean − 1) cos θ), θ = 2π(t − peakAt)/86,400 s, as long as that is nowhere below 0: up to
 * a peak of twice the mean. Beyond, mean × exp(κ cos θ)/I₀(κ), of the same mean, κ such that the peak is as asked for.
 */
export const diurnal = arrivalProcess<Settings>({
  name: 'diurnal',
  summary: 'Users who sleep: a Poisson process whose rate rises and falls once a day.',
  settings: z.strictObject({ mean: rate, peakToMean: real(1, 20), peakAt: duration }),
  poisson: false,
  divisible: true,
  check: ({ peakAt }) =>
    peakAt < DAY ? null : { key: 'peakAt', message: 'expected a time of day, below 24h' },
  meanRate: ({ mean }) => mean,
  ofPart: (settings, share) => ({ ...settings, mean: settings.mean * share }),
  rateAt: (settings, time) => settings.mean * courseOf(settings).at(time),
  course: courseOf,
  begin(settings, stream) {
    const course = courseOf(settings);
    return (from) => new CoursedTimes(settings.mean, stream, from, course);
  },
});
