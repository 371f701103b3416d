import { expect } from 'vitest';

/**
 * A number equals one printed in a table: to half a unit of the last digit printed, and for a number that was
 * simulated to its relative error besides.
 */
export function expectPrinted(value: number, printed: string, relativeError = 0): void {
  const digits = printed.split('.')[1]?.length ?? 0;
  let unit = 1;
  for (let i = 0; i < digits; i++) unit /= 10;
  const tolerance = unit * 0.5000001 + relativeError * Math.abs(value);
  expect(
    Math.abs(value - Number(printed)),
    `${value} is printed as ${printed}`,
  ).toBeLessThanOrEqual(tolerance);
}

/** Rows of numbers as printed, one line each, columns apart by spaces. */
export function table(text: string): string[][] {
  return text
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/));
}
