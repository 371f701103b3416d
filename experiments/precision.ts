/**
 * How many replications make numbers as precise as wanted. One looks after 10, 14, 20, 28 …, each about √2 times the one
 * before, whatever the number of jobs: few looks, so that stopping at the first good one hardly favours lucky intervals.
 * Only widths are looked at, never a verdict.
 */
import { interval } from './estimate.ts';
import type { Measured } from './result.ts';
import type { Tally } from './tally.ts';

/** Replications at most, unless said otherwise. */
export const MOST_REPLICATIONS = 1000;

/** Numbers of replications after which to look, the last being `most`. */
export function looksUpTo(most: number): number[] {
  const looks: number[] = [];
  // 10, 20, 40 … and 14, 28, 56 …: no power that engines may round differently.
  for (let [even, odd] = [10, 14]; even < most; [even, odd] = [2 * even, 2 * odd])
    looks.push(...[even, odd].filter((look) => look < most));
  return [...looks, most];
}

/**
 * Whether half of every 95 % interval is at most a part of its number: shares of backends that are meant to have one,
 * queries that reach the authority, expected CV. What is not measured, or is 0, does not count.
 *
 * @param wanted above 0, such as 0.01
 */
export function isPrecise(tally: Tally, wanted: number): boolean {
  const intended = (key: string) => tally.estimate('backend', 'intended-share', key)?.mean ?? 0;
  const shares = tally
    .rows('backend')
    .filter(({ key }) => intended(key) > 0)
    .map(({ key }) => tally.estimate('backend', 'share', key));
  const cvSquared = tally.estimate('run', 'expected-cv-squared');
  return (
    [...shares, tally.estimate('run', 'authority-queries')].every((measured) =>
      isWithin(measured, wanted),
    ) &&
    // The root of a number varies half as much, relatively.
    isWithin(cvSquared, 2 * wanted)
  );
}

function isWithin(measured: Measured, wanted: number): boolean {
  if (!measured || measured.mean === 0) return true;
  const { mean, sd, n } = measured;
  const { high } = interval(mean, sd, n);
  return high !== null && high - mean <= wanted * Math.abs(mean);
}
