/** Axes by factors for the part of responses that take longer than a time: what matters is in the tail. */
import { span } from '../numbers.ts';
import { factorsAxis } from './decades.ts';
import type { Page } from './page.ts';
import { axis } from './paper.ts';
import { exceeded, type Slower } from './slower.ts';

/** The largest part that is still called slow. */
const SLOW = 0.01;
/** The lowest part that is drawn, if enough responses tell of it. */
const RAREST = 0.001;

/** From where nearly all are slower to where hardly any is. */
export function timesAxis(tails: readonly Slower[], page: Page) {
  const rare = rarest(tails);
  const starts = tails.map(
    (slower) => exceeded(slower, 0.9) ?? (slower.steps[0]?.seconds as number),
  );
  const ends = tails.map(
    (slower) => exceeded(slower, rare) ?? (slower.steps.at(-1)?.seconds as number),
  );
  const min = Math.max(1e-6, Math.min(...starts));
  const max = Math.max(1.01 * min, ...ends);
  return factorsAxis('response time', { min, max }, written, page);
}

export function partsAxis(tails: readonly Slower[], page: Page) {
  const common = axis('responses that take longer', page);
  const min = 100 * rarest(tails);
  const lines = [100, 50, 10, 1, 0.1].filter((value) => value >= 0.999 * min);
  return {
    ...common,
    type: 'logarithmic',
    min,
    max: 100,
    afterBuildTicks: (scale: { ticks: { value: number }[] }) => {
      scale.ticks = lines.map((value) => ({ value }));
    },
    ticks: {
      ...common.ticks,
      autoSkip: false,
      callback: (value: string | number) => `${Number(Number(value).toPrecision(3))} %`,
    },
  } as const;
}

/** A part that at least ten responses of each result make up. */
function rarest(tails: readonly Slower[]): number {
  const fewest = Math.min(...tails.map(({ responses }) => responses));
  return Math.min(SLOW, Math.max(RAREST, 10 / fewest));
}

/** To three digits, or to the second: 850ms, 3.21s, 1m8s. */
export function written(seconds: number): string {
  if (seconds < 1) return `${Number((1000 * seconds).toPrecision(3))}ms`;
  return span(seconds < 60 ? Number(seconds.toPrecision(3)) : Math.round(seconds));
}
