import * as z from 'zod/mini';
import type { Seconds } from '../settings.ts';
import { AliasTable } from './alias-table.ts';
import { lawPlugin } from './law.ts';
import type { Stream } from './stream.ts';

/** Measured spans and how often each occurs. At least one weight is above 0, none below. */
export interface Sample {
  readonly values: readonly Seconds[];
  readonly weights: readonly number[];
}

/** A sample that stands in a file; whoever reads the scenario fills it in. */
export interface NamedSample extends Sample {
  readonly file: string;
}

export const empirical = lawPlugin<Sample>({
  name: 'empirical',
  summary: 'One of the spans in a file, each as often as it occurs there.',
  settings: z.pipe(
    z
      .string({ error: 'expected the path of a file of spans, relative to this one' })
      .check(z.minLength(1)),
    z.transform((file: string): NamedSample => ({ file, values: [], weights: [] })),
  ),
  mean: meanOf,
  cvSquared: (sample) => {
    const mean = meanOf(sample);
    return mean > 0 ? weighted(sample, (value) => value * value) / (mean * mean) - 1 : 0;
  },
  sampler: (sample, stream) => drawn(sample.values, sample.weights, stream),
  quantile: (sample) => quantile(sample),
  covering: ({ values, weights }, stream) =>
    drawn(
      values,
      weights.map((weight, i) => weight * (values[i] as number)),
      stream,
    ),
});

function meanOf(sample: Sample): Seconds {
  return weighted(sample, (value) => value);
}

function weighted({ values, weights }: Sample, of: (value: Seconds) => number): number {
  let sum = 0;
  let total = 0;
  for (const [i, value] of values.entries()) {
    sum += of(value) * (weights[i] as number);
    total += weights[i] as number;
  }
  return sum / total;
}

function drawn(
  values: readonly Seconds[],
  weights: readonly number[],
  stream: Stream,
): () => Seconds {
  const table = new AliasTable(weights);
  return () => values[table.draw(stream)] as number;
}

/** The least value that a part of more than `u` of the whole weight does not exceed, by bisection. */
function quantile({ values, weights }: Sample): (u: number) => Seconds {
  const rows = [...values.keys()].filter((row) => (weights[row] as number) > 0);
  rows.sort((a, b) => (values[a] as number) - (values[b] as number) || a - b);
  const sorted = Float64Array.from(rows, (row) => values[row] as number);
  const upTo = new Float64Array(rows.length);
  let sum = 0;
  for (const [i, row] of rows.entries()) {
    sum += weights[row] as number;
    upTo[i] = sum;
  }
  const last = rows.length - 1;
  return (u) => {
    let low = 0;
    let high = last;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((upTo[middle] as number) > u * sum) high = middle;
      else low = middle + 1;
    }
    return sorted[low] as number;
  };
}
