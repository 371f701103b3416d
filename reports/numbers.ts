/**
 * How numbers are written for people: never by locale, so a report is the same everywhere.
 * A number that could not be had is `–`.
 */
import type { Measured } from '../experiments/result.ts';

export const ABSENT = '–';

/** Digits in groups of three: 1234567 → `1,234,567`. Rounds to whole numbers. */
export function count(value: number): string {
  const digits = String(Math.round(Math.abs(value)));
  if (!/^\d+$/.test(digits)) return String(value);
  return (value <= -0.5 ? '-' : '') + digits.replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** `1 request`, `2 requests`. */
export function counted(value: number, what: string): string {
  const number = count(value);
  return `${number} ${number === '1' ? what : `${what}s`}`;
}

/** At least `digits` significant digits, without an exponent for anything a report shows: 0.01234 → `0.0123`. */
export function significant(value: number, digits = 3): string {
  if (value === 0) return '0';
  // Of the rounded value: 99.97 to three digits is 100, not 100.0.
  const magnitude = Math.floor(Math.log10(Math.abs(Number(value.toPrecision(digits)))));
  if (magnitude >= digits - 1) return count(value);
  if (magnitude < -6) return value.toExponential(digits - 1);
  return value.toFixed(digits - 1 - magnitude);
}

/** 0.3333 → `33.3 %`; small shares keep a second digit. */
export function percent(
  share: number,
  decimals = share !== 0 && Math.abs(share) < 0.1 ? 2 : 1,
): string {
  // What rounds to zero has no sign.
  return `${(100 * share).toFixed(decimals).replace(/^-(?=[0.]*$)/, '')} %`;
}

/** 5400 → `1h30m`; 0.25 → `250ms`. */
export function span(seconds: number): string {
  if (seconds === 0) return '0s';
  if (seconds < 1) return `${significant(seconds * 1000)}ms`;
  const units: readonly (readonly [string, number])[] = [
    ['d', 86_400],
    ['h', 3600],
    ['m', 60],
  ];
  let rest = seconds;
  let text = '';
  for (const [unit, size] of units) {
    const whole = Math.floor(rest / size);
    if (whole > 0) text += `${whole}${unit}`;
    rest -= whole * size;
  }
  return rest > 1e-9 || text === '' ? `${text}${trimZeros(rest.toFixed(3))}s` : text;
}

function trimZeros(digits: string): string {
  return digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits;
}

/** Half the width of the 95 % interval; null when there is none. */
export function halfWidth(measured: Measured): number | null {
  if (measured === null || measured.low === null || measured.high === null) return null;
  return (measured.high - measured.low) / 2;
}

/** Writes the mean, or `–`. */
export function meanOf(measured: Measured, write: (value: number) => string): string {
  return measured === null ? ABSENT : write(measured.mean);
}

/** 1234.5 → `$1,234.50`; from ten thousand on without cents. */
export function dollars(amount: number): string {
  const cents = Math.round(100 * Math.abs(amount));
  const rest = cents < 1_000_000 ? `.${String(cents % 100).padStart(2, '0')}` : '';
  const whole = rest === '' ? cents / 100 : Math.floor(cents / 100);
  return `${amount < 0 && cents > 0 ? '-' : ''}$${count(whole)}${rest}`;
}

/** How numbers of a unit are written, negative ones too. */
export function inUnit(unit: string): (value: number) => string {
  if (unit === 'USD') return dollars;
  if (unit === 'share') return (value) => percent(value);
  if (unit === 's')
    return (value) =>
      (value < 0 ? '-' : '') + span(Number(significant(Math.abs(value)).replaceAll(',', '')));
  return (value) => significant(value);
}
