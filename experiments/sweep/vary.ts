/** `PATH=10,30,60`, `PATH=a..b:step` and `PATH=a..b*factor`: which values a sweep gives to a path. */
import type { Varied } from './sweep.ts';

/** One path takes no more values than these. */
const MOST_VALUES = 100_000;
const NUMBER = '[-+]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?';
const UNIT = '[a-zA-Z%/]*';
const RANGE = new RegExp(
  `^(${NUMBER})(${UNIT})\\.\\.(${NUMBER})(${UNIT})([:*])(${NUMBER})(${UNIT})$`,
);
/** Values that would make cells incomparable, and what to do instead. */
const KEPT: Readonly<Record<string, string>> = {
  seed: 'all cells share one seed; --seed sets it',
  replications: 'all cells have as many replications; --replications sets them',
  detail: 'all cells have one detail; set it in the file or with --set',
};

/** @throws {RangeError} saying what was expected */
export function parseVaried(text: string): Varied {
  const equals = equalsSign(text);
  const path = text.slice(0, equals).trim();
  const written = text.slice(equals + 1).trim();
  if (equals < 1 || path === '' || written === '')
    throw new RangeError(
      'Expected PATH=10,30,60 or PATH=10..60:10 or PATH=10..1000*10, such as zone.records.*.ttl=10,60,300.',
    );
  const kept = KEPT[path];
  if (kept !== undefined) throw new RangeError(`${path} cannot be varied: ${kept}.`);
  const range = RANGE.exec(written.replace(/\s+/g, ''));
  if (range) return { path, values: valuesOf(range), isGeometric: range[5] === '*' };
  if (/^[^,'"[{]*\d\.\.[^,'"[{]*$/.test(written))
    throw new RangeError(`${written} is no range; expected a..b:step or a..b*factor.`);
  return { path, values: listed(written), isGeometric: false };
}

/** The first `=` outside of brackets, as in `records[type=A].ttl=10`. */
function equalsSign(text: string): number {
  const length = /^(?:[^=[\]]|\[[^\]]*\])*/.exec(text)?.[0].length ?? 0;
  return text[length] === '=' ? length : -1;
}

function valuesOf([whole, from, , to, , sign, by]: RegExpExecArray): string[] {
  const unit = unitOf(whole, RANGE.exec(whole) as RegExpExecArray);
  const [a, b, step] = [Number(from), Number(to), Number(by)];
  const values = sign === '*' ? geometric(a, b, step, whole) : arithmetic(a, b, step, whole);
  return values.map((value) => `${Number(value.toPrecision(12))}${unit}`);
}

/** All of one unit; those that leave it out mean it too. A factor has none. */
function unitOf(whole: string, [, , one, , other, sign, , third]: RegExpExecArray): string {
  if (sign === '*' && third !== '') throw new RangeError(`${whole}: a factor has no unit.`);
  const units = [...new Set([one, other, third].filter((unit) => unit !== ''))];
  if (units.length > 1)
    throw new RangeError(`${whole}: expected one unit, not ${units.join(' and ')}.`);
  return units[0] ?? '';
}

function arithmetic(a: number, b: number, step: number, whole: string): number[] {
  const last = Math.floor((b - a) / step + 1e-9);
  if (step === 0 || last < 0 || !Number.isFinite(last))
    throw new RangeError(`${whole}: steps of ${step} do not lead from ${a} to ${b}.`);
  return counted(last, whole, (i) => a + i * step);
}

function geometric(a: number, b: number, factor: number, whole: string): number[] {
  const last = Math.floor(Math.log(b / a) / Math.log(factor) + 1e-9);
  if (a === 0 || factor <= 0 || factor === 1 || !(last >= 0) || !Number.isFinite(last))
    throw new RangeError(`${whole}: factors of ${factor} do not lead from ${a} to ${b}.`);
  return counted(last, whole, (i) => a * Math.exp(i * Math.log(factor)));
}

function counted(last: number, whole: string, value: (i: number) => number): number[] {
  if (last >= MOST_VALUES)
    throw new RangeError(`${whole} has ${last + 1} values; at most ${MOST_VALUES} are taken.`);
  return Array.from({ length: last + 1 }, (_, i) => value(i));
}

/** Parts between commas that stand in no bracket or quote. */
function listed(written: string): string[] {
  const parts = [''];
  let [depth, quote] = [0, ''];
  for (const sign of written) {
    if (quote !== '') quote = sign === quote ? '' : quote;
    else if (sign === '"' || sign === "'") quote = sign;
    else if (sign === '[' || sign === '{') depth += 1;
    else if (sign === ']' || sign === '}') depth -= 1;
    if (sign === ',' && depth === 0 && quote === '') parts.push('');
    else parts[parts.length - 1] += sign;
  }
  const values = parts.map((part) => part.trim());
  if (values.includes('')) throw new RangeError(`${written}: there is nothing between two commas.`);
  const twice = values.find((value, i) => values.indexOf(value) < i);
  if (twice !== undefined) throw new RangeError(`${written}: ${twice} stands there twice.`);
  return values;
}
