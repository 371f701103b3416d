/** The share chart's finding, in words and numbers: what someone should take away from it. */
import type { BackendResult, Result } from '../../experiments/result.ts';
import { percent } from '../numbers.ts';

interface Load {
  readonly name: string;
  readonly share: number;
  readonly intended: number;
  /** Times its intended share; 1 is just right. */
  readonly times: number;
  /** Whether the 95 % interval leaves the intended share out; true without an interval. */
  readonly apart: boolean;
}

/** Below this, a backend's distance from its intended share is not worth a headline. */
const EVEN = 0.01;
const WORDS = [
  'no',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];
/** More than have their number in words. */
const MANY = WORDS.length - 1;
const PARTS: Readonly<Record<number, string>> = { 2: 'half', 3: 'third', 4: 'quarter' };

/** One sentence without a full stop. */
export function shareFinding(result: Result): string {
  const stray = strayShare(result.backends);
  if (stray !== null) return stray;
  const loads = intendedLoads(result.backends);
  const only = loads.length === 1 ? loads[0] : undefined;
  if (loads.length === 0) return 'No backend got a request';
  if (only) return `${only.name} takes every request, as intended`;
  const busiest = loads.reduce((a, b) => (b.times > a.times ? b : a));
  const idlest = loads.reduce((a, b) => (b.times < a.times ? b : a));
  const farthest = Math.max(busiest.times - 1, 1 - idlest.times);
  if (farthest <= EVEN) return even(loads, farthest);
  if (!beyondChance(loads)) return noise(result, busiest, idlest);
  if (loads.length > MANY) return crowd(loads, busiest, idlest);
  return outlier(busiest.times - 1 > (1 - idlest.times) / 4 ? busiest : idlest);
}

/**
 * Whether more intervals leave the intended share out than chance would have. Of many, one in twenty does,
 * give or take; a few are taken at their word.
 */
function beyondChance(loads: readonly Load[]): boolean {
  const apart = loads.filter((load) => load.apart).length;
  const n = loads.length;
  if (n <= MANY) return apart > 0;
  return apart > 0.05 * n + 3 * Math.sqrt(0.05 * 0.95 * n);
}

/** A backend that no record names and that takes a visible share all the same. */
function strayShare(backends: readonly BackendResult[]): string | null {
  const strays = backends.filter((b) => b.intendedShare?.mean === 0 && (b.share?.mean ?? 0) > EVEN);
  const worst = strays.sort((a, b) => (b.share?.mean ?? 0) - (a.share?.mean ?? 0))[0];
  return worst
    ? `${worst.name} takes ${percent(worst.share?.mean ?? 0)} of the requests, with none intended`
    : null;
}

function intendedLoads(backends: readonly BackendResult[]): Load[] {
  return backends.flatMap(({ name, share, intendedShare }) => {
    if (share === null || intendedShare === null || intendedShare.mean === 0) return [];
    const intended = intendedShare.mean;
    const apart =
      share.low === null || share.high === null || share.low > intended || share.high < intended;
    return [{ name, share: share.mean, intended, times: share.mean / intended, apart }];
  });
}

function even(loads: readonly Load[], farthest: number): string {
  const equal = loads.every((load) => Math.abs(load.intended - 1 / loads.length) < 1e-9);
  const part = (equal && PARTS[loads.length]) || 'share';
  const many = loads.length === 2 ? 'Both backends' : `All ${inWords(loads.length)} backends`;
  const within = Math.max(Math.ceil(1000 * farthest) / 10, 0.1);
  return `${many} are within ${within} % of their intended ${part}`;
}

function noise(result: Result, busiest: Load, idlest: Load): string {
  const range = `${times(idlest)} to ${times(busiest)} their intended share`;
  return `Backends take ${range}, no more than chance over ${result.scenario.replications} runs`;
}

function crowd(loads: readonly Load[], busiest: Load, idlest: Load): string {
  const top = `The busiest of ${loads.length} backends, ${busiest.name}, takes ${times(busiest)} its intended share`;
  return `${top}, the idlest, ${idlest.name}, ${times(idlest)}`;
}

function outlier(load: Load): string {
  const only = load.times < 1 ? 'only ' : '';
  const shares = `${percent(load.share)} against ${percent(load.intended)} intended`;
  return `${load.name} takes ${only}${shares}: ${times(load)} its share`;
}

function times(load: Load): string {
  return `${load.times.toFixed(load.times < 10 ? 2 : 1)}×`;
}

function inWords(n: number): string {
  return WORDS[n] ?? String(n);
}
