/**
 * Two runs side by side: every number of both with the interval of its difference. Runs of one seed share their
 * random numbers (model.md part 4), so their replications are compared in pairs; how much that helped is the
 * correlation achieved. Saved results know no single replications and are compared by Welch's method.
 */

import { measures } from '../sim/metrics/measures/index.ts';
import type { Measure } from '../sim/metrics/measures/measure.ts';
import type { Subject } from '../sim/metrics/measures/subjects.ts';
import { estimateMean, interval } from './estimate.ts';
import { tail } from './placing.ts';
import type { ComparedNumber, Comparison, Estimate, Measured, Result } from './result.ts';
import { tQuantile } from './statistics/student-t.ts';
import type { Tally } from './tally.ts';

/** One of the runs compared; without a tally where only its result was kept. */
export interface Side {
  readonly result: Result;
  readonly tally: Tally | null;
}

/** Subjects whose rows are told apart by a name. */
const NAMED = {
  backend: ({ backends }: Result) => backends,
  resolver: ({ resolvers }: Result) => resolvers,
  client: ({ clients }: Result) => clients,
  balancer: ({ balancers }: Result) => balancers ?? [],
} as const satisfies Partial<Record<Subject, (result: Result) => readonly { name: string }[]>>;

/** Compares b with a. */
export function compare(a: Side, b: Side): Comparison {
  const isPaired = arePairs(a, b);
  const rows = measures.flatMap((measure) => rowsOf(measure, a, b));
  const level = 0.05 / Math.max(1, rows.length);
  return {
    a: a.result.scenario,
    b: b.result.scenario,
    isPaired,
    numbers: rows.map((row) => compared(row, a, b, isPaired, level)),
  };
}

function arePairs(a: Side, b: Side): boolean {
  return (
    a.tally !== null &&
    b.tally !== null &&
    a.result.scenario.seed === b.result.scenario.seed &&
    a.tally.replications === b.tally.replications &&
    a.tally.replications > 1
  );
}

interface Row {
  readonly measure: Measure;
  readonly of: string;
  readonly a: Measured;
  readonly b: Measured;
}

/** Rows that both or one of the results have; none of measures that are tables of their own. */
function rowsOf(measure: Measure, a: Side, b: Side): Row[] {
  if (measure.of === 'run') return [rowOf(measure, '', a.result, b.result)].filter(hasNumber);
  const named = NAMED[measure.of as keyof typeof NAMED];
  if (!named) return [];
  const names = new Set([...named(a.result), ...named(b.result)].map(({ name }) => name));
  const pick = ({ result }: Side, of: string) => named(result).find(({ name }) => name === of);
  return [...names].map((of) => rowOf(measure, of, pick(a, of), pick(b, of))).filter(hasNumber);
}

const hasNumber = ({ a, b }: Row) => a !== null || b !== null;

function rowOf(measure: Measure, of: string, a: object | undefined, b: object | undefined): Row {
  const path = measure.of === 'run' ? measure.path : tail(measure.path);
  const keys = [...path.split('.'), ...(measure.kind === 'spread' ? [meanKey(measure)] : [])];
  return { measure, of, a: numberAt(a, keys), b: numberAt(b, keys) };
}

const meanKey = ({ unit }: Measure) => (unit === 's' ? 'meanSeconds' : 'mean');

function numberAt(from: object | undefined, keys: readonly string[]): Measured {
  const value = keys.reduce<unknown>(
    (at, key) => (at as Record<string, unknown> | null | undefined)?.[key],
    from,
  );
  return isEstimate(value) ? value : null;
}

const isEstimate = (value: unknown): value is Estimate =>
  typeof value === 'object' && value !== null && 'mean' in value && 'n' in value;

function compared(
  { measure, of, a, b }: Row,
  one: Side,
  other: Side,
  isPaired: boolean,
  level: number,
): ComparedNumber {
  const pairs = isPaired && measure.kind === 'ratio' ? pairsOf(measure, of, one, other) : null;
  const difference = pairs ? pairs.difference : a && b ? welch(a, b) : null;
  return {
    measure: measure.name,
    of,
    unit: measure.unit,
    a,
    b,
    difference,
    relative: difference && a && a.mean !== 0 ? difference.mean / a.mean : null,
    correlation: pairs?.correlation ?? null,
    isClear: difference !== null && isClear(difference, level),
  };
}

/** Paired replications of a ratio: the difference of the ratios, its error from the differences of their residuals. */
function pairsOf(measure: Measure, of: string, one: Side, other: Side) {
  const a = residualsOf(measure, of, one);
  const b = residualsOf(measure, of, other);
  if (!a || !b) return null;
  const spread = estimateMean(b.residuals.map((x, r) => x - (a.residuals[r] as number)));
  const n = a.residuals.length;
  return {
    difference: interval(b.ratio - a.ratio, spread?.sd ?? null, n),
    correlation: correlationOf(a.residuals, b.residuals),
  };
}

/** (Y − R·X)/X̄ of each replication: what each adds to the error of R. */
function residualsOf(measure: Measure, of: string, { result, tally }: Side) {
  const samples = tally?.samples(measure.of, measure.name, keyOf(measure, of, result));
  if (!samples) return null;
  const { ys, xs } = samples;
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const x = sum(xs);
  if (x === 0) return null;
  const ratio = sum(ys) / x;
  return {
    ratio,
    residuals: ys.map((y, r) => ((y - ratio * (xs[r] as number)) * xs.length) / x),
  };
}

/** Under which key a tally has the row that a result calls `of`. */
function keyOf(measure: Measure, of: string, result: Result): string {
  if (measure.of !== 'resolver' && measure.of !== 'client') return of;
  return String(NAMED[measure.of](result).findIndex(({ name }) => name === of));
}

/** Pearson's; null where one side does not vary. */
function correlationOf(xs: readonly number[], ys: readonly number[]): number | null {
  let [xx, yy, xy] = [0, 0, 0];
  xs.forEach((x, r) => {
    const y = ys[r] as number;
    xx += x * x;
    yy += y * y;
    xy += x * y;
  });
  return xx === 0 || yy === 0 ? null : xy / Math.sqrt(xx * yy);
}

/** Difference of two independent means with Welch–Satterthwaite degrees of freedom. */
export function welch(a: Estimate, b: Estimate): Estimate {
  const mean = b.mean - a.mean;
  const n = Math.min(a.n, b.n);
  if (a.sd === null || b.sd === null) return { mean, sd: null, low: null, high: null, n };
  const [va, vb] = [(a.sd * a.sd) / a.n, (b.sd * b.sd) / b.n];
  const error = Math.sqrt(va + vb);
  const half = error === 0 ? 0 : tQuantile(0.975, degrees(va, a.n, vb, b.n)) * error;
  return { mean, sd: error * Math.sqrt(n), low: mean - half, high: mean + half, n };
}

function degrees(va: number, na: number, vb: number, nb: number): number {
  return ((va + vb) * (va + vb)) / ((va * va) / (na - 1) + (vb * vb) / (nb - 1));
}

/** Whether 0 is outside the interval of a confidence of 1 − level. */
export function isClear({ mean, sd, n }: Estimate, level: number): boolean {
  if (sd === null) return false;
  if (sd === 0) return mean !== 0;
  return Math.abs(mean) > (tQuantile(1 - level / 2, Math.max(1, n - 1)) * sd) / Math.sqrt(n);
}
