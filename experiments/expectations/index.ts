/** Expectations against what was measured. */
import { measures } from '../../sim/metrics/measures/index.ts';
import type { PooledMeasure, RatioMeasure } from '../../sim/metrics/measures/measure.ts';
import type { ExpectationResult, Measured } from '../result.ts';
import type { Expectation, Quantity, Study } from '../study.ts';
import type { Tally } from '../tally.ts';
import { answersTest } from './answers.ts';
import { failuresBetween, failuresName } from './failures.ts';
import { failed, type Judgement, judge, met, unknown } from './verdict.ts';
import { textOf } from './wording.ts';

/** Measures that the expectations of a study need besides those of the list. */
export function measuresFor({ expectations = [] }: Pick<Study, 'expectations'>): RatioMeasure[] {
  const wanted = expectations.flatMap(({ quantity }) =>
    quantity.kind === 'failures' ? [failuresBetween(quantity.from, quantity.until)] : [],
  );
  return [...new Map(wanted.map((measure) => [measure.name, measure])).values()];
}

/** @param tally made with {@link measuresFor} */
export function judgeAll(
  { expectations = [], scenario }: Pick<Study, 'expectations' | 'scenario'>,
  tally: Tally,
): readonly ExpectationResult[] {
  return expectations.map((expectation) => {
    const { metric, unit, low, high } = expectation;
    const { measured, ...judgement } = judgeOne(expectation, scenario, tally, expectations.length);
    return { text: textOf(expectation), metric, unit, low, high, ...judgement, measured };
  });
}

type Judged = Judgement & { readonly measured: Measured };

function judgeOne(
  expectation: Expectation,
  scenario: Study['scenario'],
  tally: Tally,
  of: number,
): Judged {
  const { quantity } = expectation;
  switch (quantity.kind) {
    case 'answers':
      return judgeAnswers(answersTest(tally, scenario), expectation);
    case 'failures': {
      const { from, until } = quantity;
      return judgeEstimate(tally.estimate('run', failuresName(from, until)), null, expectation, of);
    }
    case 'measure':
      return worst(
        quantity.rows.map((row) =>
          judgeEstimate(
            estimateOf(quantity, row, tally),
            quantity.of === 'event' ? censoredAt(row, tally) : null,
            expectation,
            of,
          ),
        ),
      );
  }
}

/** @param seen how far an event was followed, if not to its end; null when it was */
function judgeEstimate(
  measured: Measured,
  seen: number | null,
  limits: Expectation,
  of: number,
): Judged {
  if (measured) return { ...judge(measured, limits, of), measured };
  if (seen === null)
    return { ...unknown('nothing to measure, or too few requests to tell'), measured };
  const late = limits.high !== null && seen > limits.high;
  const reason = `not reached ${seen} s after the event, as far as it was followed`;
  return { ...(late ? failed(reason) : unknown(reason)), measured };
}

function judgeAnswers(p: number | null, { low }: Expectation): Judged {
  if (p === null)
    return { ...unknown('fewer than 5 answers expected of some value'), measured: null };
  const reason = `p = ${p.toPrecision(3)}`;
  return { ...(p < (low ?? 0) ? failed(reason) : { ...met, reason }), measured: null };
}

/** Of several rows the one that decides: any that failed, else any that is not known. */
function worst(rows: readonly Judged[]): Judged {
  const severity = ['met', 'inconclusive', 'failed'] as const;
  return rows.reduce((a, b) => (severity.indexOf(b.verdict) > severity.indexOf(a.verdict) ? b : a));
}

function estimateOf(
  { of, name, part }: Extract<Quantity, { kind: 'measure' }>,
  row: string,
  tally: Tally,
): Measured {
  const measure = measures.find((one) => one.of === of && one.name === name);
  if (measure?.kind === 'pooled') return tally.pooled(measure, row);
  if (measure?.kind !== 'spread') return tally.estimate(of, name, row);
  const spread = tally.spread(of, name, row);
  return spread && (part === 'mean' ? spread.mean() : spread.quantile(part));
}

function censoredAt(row: string, tally: Tally): number | null {
  const measure = measures.find(({ name }) => name === 'censored-at') as PooledMeasure;
  return tally.pooled(measure, row)?.mean ?? null;
}
