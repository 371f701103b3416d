/**
 * A cell's numbers, each with what every replication adds to its error: enough to hold one cell against another in
 * pairs later, in another process, without the runs themselves.
 */
import { measures } from '../../sim/metrics/measures/index.ts';
import type { Measure, SpreadMeasure } from '../../sim/metrics/measures/measure.ts';
import type { Subject } from '../../sim/metrics/measures/subjects.ts';
import { QUANTILES, type Spread } from '../spread.ts';
import type { Study } from '../study.ts';
import type { Tally } from '../tally.ts';
import { headlines } from './headlines.ts';
import { type Deviating, pseudo, ratioOf } from './residuals.ts';
import type { SweptMeasure } from './sweep.ts';

export interface Reading extends SweptMeasure, Deviating {}

/** Subjects whose rows mean the same in every cell. */
const SUBJECTS: readonly Subject[] = [
  'run',
  'failure',
  'backend',
  'resolver',
  'client',
  'balancer',
  'event',
];
const QUANTILE_NAMES = Object.keys(QUANTILES) as (keyof typeof QUANTILES)[];

/** Every number of a cell that there is. */
export function readingsOf(study: Study, tally: Tally): readonly Reading[] {
  const listed = measures
    .filter(({ of }) => SUBJECTS.includes(of))
    .flatMap((measure) =>
      tally.rows(measure.of).flatMap(({ key }) => {
        const { of: subject, unit } = measure;
        const of = nameOf(subject, key, study);
        return rowOf(measure, key, tally).map((row) => ({ ...row, subject, of, unit }));
      }),
    );
  return [...headlines.flatMap((headline) => headline.read(tally) ?? []), ...listed];
}

/** Names that a sweep can be asked for. */
export function readingNames(): readonly string[] {
  const listed = measures.filter(({ of }) => SUBJECTS.includes(of)).flatMap(namesOf);
  return [...new Set([...headlines.map(({ name }) => name), ...listed])];
}

function namesOf({ kind, name }: Measure): string[] {
  return kind === 'spread' ? ['mean', ...QUANTILE_NAMES].map((part) => `${name}.${part}`) : [name];
}

function nameOf(subject: Subject, key: string, { scenario }: Study): string {
  if (subject === 'resolver') return scenario.resolvers[Number(key)]?.name ?? key;
  if (subject === 'client') return scenario.clients[Number(key)]?.name ?? key;
  return key;
}

interface Row extends Deviating {
  readonly measure: string;
}

function rowOf(measure: Measure, key: string, tally: Tally): Row[] {
  const { name, of } = measure;
  if (measure.kind === 'ratio') {
    if (tally.estimate(of, name, key) === null) return [];
    return reading(name, ratioOf(tally.samples(of, name, key)));
  }
  if (measure.kind === 'spread') return spreadRows(measure, tally.spread(of, name, key));
  const { whole, without } = tally.leftOut(measure, key);
  return whole === null ? [] : reading(name, { value: whole, residuals: pseudo(without) });
}

const reading = (measure: string, row: Deviating | null): Row[] =>
  row === null ? [] : [{ measure, ...row }];

function spreadRows({ name }: SpreadMeasure, spread: Spread | null): Row[] {
  if (!spread) return [];
  return [
    ...reading(`${name}.mean`, ratioOf(spread.samples)),
    ...QUANTILE_NAMES.flatMap((part) => {
      const estimate = spread.quantile(part);
      if (estimate === null) return [];
      const each = spread.quantiles(part);
      const mean = each.reduce((sum, one) => sum + one, 0) / each.length;
      return reading(`${name}.${part}`, {
        value: estimate.mean,
        residuals: each.map((one) => one - mean),
      });
    }),
  ];
}
