/** `PATH=a..b`: between which values a plan looks for one. */

const NUMBER = '[-+]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?';
const RANGE = new RegExp(`^(.+?)=(${NUMBER})([a-zA-Z%/]*)\\.\\.(${NUMBER})([a-zA-Z%/]*)$`);

export interface Range {
  /** As `--set` takes it. */
  readonly path: string;
  /** `from` below `to`, both in `unit`. */
  readonly from: number;
  readonly to: number;
  readonly unit: string;
  /** Only whole numbers are tried: both ends are. */
  readonly isWhole: boolean;
}

/** @throws {RangeError} saying what was expected */
export function parseRange(text: string): Range {
  const [, path = '', a = '', one = '', b = '', other = ''] = RANGE.exec(text.trim()) ?? [];
  if (path === '') throw new RangeError('Expected PATH=a..b, such as zone.records.*.ttl=5..3600.');
  const [from, to] = [Number(a), Number(b)];
  if (one !== '' && other !== '' && one !== other)
    throw new RangeError(`Expected one unit, not ${one} and ${other}.`);
  if (!(from < to)) throw new RangeError(`Expected a range that rises, not ${a}..${b}.`);
  const unit = other === '' ? one : other;
  return { path, from, to, unit, isWhole: Number.isInteger(from) && Number.isInteger(to) };
}

/** A value as the scenario is to have it. */
export function written({ unit }: Range, value: number): string {
  return `${Number(value.toPrecision(6))}${unit}`;
}

/** Ranges over decades are looked at by factors, others by steps. */
const DECADES = 8;

function isByFactors({ from, to }: Range): boolean {
  return from > 0 && to / from >= DECADES;
}

/** Evenly spread values, ends included, each once, ascending. */
export function gridOf(range: Range, count: number): number[] {
  const { from, to } = range;
  const values = Array.from({ length: count }, (_, i) => {
    const part = i / (count - 1);
    if (part === 0 || part === 1) return part === 0 ? from : to;
    return rounded(
      range,
      isByFactors(range) ? from * Math.exp(part * Math.log(to / from)) : from + part * (to - from),
    );
  });
  return [...new Set(values)].sort((a, b) => a - b);
}

/**
 * The value half-way between two.
 *
 * @param tolerance part of a value below which a difference is none
 * @returns null when there is nothing worth trying between them
 */
export function between(range: Range, a: number, b: number, tolerance: number): number | null {
  const [low, high] = [Math.min(a, b), Math.max(a, b)];
  const isNear = high - low <= tolerance * Math.max(Math.abs(low), Math.abs(high));
  if (isNear && !(range.isWhole && high - low <= 1)) return null;
  const middle = rounded(range, isByFactors(range) ? Math.sqrt(low * high) : (low + high) / 2);
  return middle <= low || middle >= high ? null : middle;
}

function rounded({ isWhole }: Range, value: number): number {
  return isWhole ? Math.round(value) : Number(value.toPrecision(6));
}
