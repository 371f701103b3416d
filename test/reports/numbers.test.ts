import { describe, expect, test } from 'vitest';
import { count, dollars, halfWidth, percent, significant, span } from '../../reports/numbers.ts';

describe('numbers are written the same everywhere', () => {
  test.each([
    [0, '0'],
    [999, '999'],
    [1000, '1,000'],
    [1_234_567.6, '1,234,568'],
    [-1234, '-1,234'],
    [-0.2, '0'],
  ])('count %d is %s', (value, text) => expect(count(value)).toBe(text));

  test.each([
    [0, '0'],
    [0.012345, '0.0123'],
    [3.2, '3.20'],
    [93.75, '93.8'],
    [999.6, '1,000'],
    [123_456, '123,456'],
    [1.5e-9, '1.50e-9'],
  ])('%d to three digits is %s', (value, text) => expect(significant(value)).toBe(text));

  test.each([
    [0, '0.0 %'],
    [1 / 3, '33.3 %'],
    [0.0125, '1.25 %'],
    [1, '100.0 %'],
  ])('share %d is %s', (value, text) => expect(percent(value)).toBe(text));

  test.each([
    [0, '$0.00'],
    [0.5, '$0.50'],
    [3.862, '$3.86'],
    [1.9999, '$2.00'],
    [1234.5, '$1,234.50'],
    [12_345.67, '$12,346'],
    [-2.25, '-$2.25'],
  ])('%d dollars are %s', (value, text) => expect(dollars(value)).toBe(text));

  test.each([
    [0, '0s'],
    [0.25, '250ms'],
    [1, '1s'],
    [90, '1m30s'],
    [3600, '1h'],
    [90_061.5, '1d1h1m1.5s'],
  ])('%d seconds is %s', (value, text) => expect(span(value)).toBe(text));

  test('an interval without ends has no width', () => {
    expect(halfWidth({ mean: 1, sd: null, low: null, high: null, n: 1 })).toBeNull();
    expect(halfWidth({ mean: 1, sd: 1, low: 0.5, high: 1.5, n: 10 })).toBe(0.5);
    expect(halfWidth(null)).toBeNull();
  });
});
