/** How the values of options are read; each refuses with what it expected. */
import { InvalidArgumentError } from 'commander';
import { recordType } from '../scenarios/format/schema/record-types.ts';
import { suggest } from '../scenarios/format/suggest.ts';
import { duration } from '../sim/settings.ts';

const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  k: 1e3,
  m: 1e6,
  g: 1e9,
  t: 1e12,
  ki: 1024,
  mi: 1024 * 1024,
  gi: 1024 * 1024 * 1024,
};

/** A whole number from 1 to `most`; `1e6` is one too. */
export function positiveInteger(most: number): (text: string) => number {
  return (text) => {
    const value = /^\d+(e\d+)?$/i.test(text) ? Number(text) : Number.NaN;
    if (value >= 1 && value <= most) return value;
    throw new InvalidArgumentError(`Expected a whole number from 1 to ${most}.`);
  };
}

/** A part above 0 and below 1, from `1%` or `0.01`. */
export function part(text: string): number {
  const match = /^(\d+(?:\.\d+)?)(%?)$/.exec(text);
  const value = match ? Number(match[1]) / (match[2] === '%' ? 100 : 1) : Number.NaN;
  if (value > 0 && value < 1) return value;
  throw new InvalidArgumentError('Expected a part such as 1% or 0.01.');
}

/** Seconds of a run, from a duration such as `20m`. */
export function timeOfRun(text: string): number {
  const parsed = duration.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new InvalidArgumentError('Expected a time such as 90s or 20m.');
}

/** A type of records such as AAAA, in either case. */
export function typeOfRecord(text: string): string {
  const parsed = recordType.safeParse(text.toUpperCase());
  if (parsed.success) return parsed.data;
  throw new InvalidArgumentError('Expected a record type such as A, AAAA, CNAME, MX or TXT.');
}

/** Bytes, from `512MB`, `2GiB`, `1.5G` or a plain number. */
export function bytes(text: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*([kmgt]i?)?b?$/i.exec(text);
  const unit = UNITS[(match?.[2] ?? '').toLowerCase()];
  if (match && unit !== undefined) return Math.floor(Number(match[1]) * unit);
  throw new InvalidArgumentError('Expected a size such as 512MB or 2GiB.');
}

/** `PATH=value`, as it is; what it means is the scenario reader's to say. */
export function assignment(value: string, before: readonly string[] = []): readonly string[] {
  if (!/^[^=]+=/.test(value))
    throw new InvalidArgumentError('Expected PATH=value, such as zone.records.*.ttl=30.');
  return [...before, value];
}

/** A whole number stays one; any other text is a seed too. */
export function seed(text: string): number | string {
  return /^(0|[1-9]\d{0,14})$/.test(text) ? Number(text) : text;
}

/** Width and height in pixels, from `1920x1080`. */
export function size(text: string): { width: number; height: number } {
  const [width = 0, height = 0] = /^\d+x\d+$/.test(text) ? text.split('x').map(Number) : [];
  const fits = (side: number) => side >= 200 && side <= 10_000;
  if (fits(width) && fits(height)) return { width, height };
  throw new InvalidArgumentError(
    'Expected WIDTHxHEIGHT, each from 200 to 10000, such as 1920x1080.',
  );
}

/** Some of a few words, separated by commas, each taken once. */
export function oneOfEach(words: readonly string[]): (text: string) => readonly string[] {
  return (text) => {
    const chosen = [...new Set(text.split(',').map((word) => word.trim()))];
    for (const word of chosen) {
      if (words.includes(word)) continue;
      const nearest = suggest(word, words);
      throw new InvalidArgumentError(
        nearest
          ? `There is no ${word}; did you mean ${nearest}?`
          : `Expected some of ${words.join(', ')}.`,
      );
    }
    return chosen;
  };
}
