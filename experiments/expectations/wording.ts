/** How expectations are put into words. */
import type { Expectation } from '../study.ts';

/** `share of web-1 between 31 % and 36 %`. */
export function textOf({ what, unit, quantity, low, high }: Expectation): string {
  if (quantity.kind === 'answers')
    return `${what} as the records say (p at least ${amount(low ?? 0, 'share')})`;
  if (low !== null && high !== null)
    return `${what} between ${amount(low, unit)} and ${amount(high, unit)}`;
  return low === null
    ? `${what} below ${amount(high as number, unit)}`
    : `${what} above ${amount(low, unit)}`;
}

/** A number in its unit: `36 %`, `90 s`, `1.25`, `40/s`, `12 requests`; four significant digits. */
export function amount(value: number, unit: string): string {
  const digits = (number: number) => String(Number(number.toPrecision(4)));
  switch (unit) {
    case 'share':
      return `${digits(value * 100)} %`;
    case 'ratio':
      return digits(value);
    case 'USD':
      return `$${digits(value)}`;
    case '/s':
      return `${digits(value)}/s`;
    default:
      return `${digits(value)} ${unit}`;
  }
}
