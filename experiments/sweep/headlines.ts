/** Numbers of a sweep's table that are made of others, and which the table shows unless asked otherwise. */
import type { Samples } from '../estimate.ts';
import type { Tally } from '../tally.ts';
import type { Reading } from './readings.ts';
import { type Deviating, ratioOf } from './residuals.ts';

interface Headline {
  readonly name: string;
  readonly summary: string;
  /** Null when there is nothing of the kind. */
  read(tally: Tally): Reading | null;
}

export const headlines: readonly Headline[] = [
  {
    name: 'rms-cv',
    summary: 'Root of the mean CV² of loads against what was intended.',
    read(tally) {
      const squared = ratioOf(tally.samples('run', 'cv-squared'));
      if (squared === null) return null;
      const value = Math.sqrt(squared.value);
      // d√x = dx / 2√x.
      const residuals = squared.residuals?.map((one) => (value === 0 ? 0 : one / (2 * value)));
      return run('rms-cv', { value, residuals: residuals ?? null });
    },
  },
  {
    name: 'cache-hit-ratio',
    summary: 'The part of the queries to all resolvers that was answered from a live entry.',
    read: (tally) =>
      run(
        'cache-hit-ratio',
        ratioOf(
          added(
            tally.rows('resolver').map(({ key }) => tally.samples('resolver', 'hit-ratio', key)),
          ),
        ),
      ),
  },
  {
    name: 'failed-share',
    summary: 'The part of the requests made that failed, for any reason.',
    read: (tally) =>
      run(
        'failed-share',
        ratioOf({
          ys: tally.samples('run', 'failed').ys,
          xs: tally.samples('run', 'made').ys,
        }),
      ),
  },
];

/** What a table shows, in its order; of several events the first that has the number. */
export const SHOWN: readonly string[] = [
  'peak-to-mean',
  'rms-cv',
  'window-peak-to-mean.p95',
  'authority-queries',
  'monthly-bill',
  'cache-hit-ratio',
  'failed-share',
  'drain-p99',
  'settle-p99',
];

function run(measure: string, row: Deviating | null): Reading | null {
  return row && { measure, subject: 'run', of: '', unit: 'share', ...row };
}

function added(parts: readonly Samples[]): Samples {
  const sum = (of: 'ys' | 'xs') =>
    (parts[0]?.[of] ?? []).map((_, r) =>
      parts.reduce((total, part) => total + (part[of][r] as number), 0),
    );
  return { ys: sum('ys'), xs: sum('xs') };
}
