/** Axes by factors, and where their lines are. */
import type { Page } from './page.ts';
import { axis } from './paper.ts';

/**
 * A logarithmic axis with lines at 1, 2 and 5 of each decade.
 *
 * @param min above 0
 * @param write the number at a line
 */
export function factorsAxis(
  title: string,
  { min, max }: { readonly min: number; readonly max: number },
  write: (value: number) => string,
  page: Page,
) {
  const common = axis(title, page);
  return {
    ...common,
    type: 'logarithmic',
    min,
    max,
    afterBuildTicks: (scale: { ticks: { value: number }[] }) => {
      scale.ticks = decades(min, max).map((value) => ({ value }));
    },
    ticks: {
      ...common.ticks,
      autoSkip: false,
      maxRotation: 0,
      callback: (value: string | number) => write(Number(value)),
    },
  } as const;
}

/** 1, 2 and 5 of each decade within; ones alone where there are many decades. */
export function decades(min: number, max: number): number[] {
  const steps = max / min > 1e4 ? [1] : [1, 2, 5];
  const first = Math.floor(Math.log10(min));
  const last = Math.ceil(Math.log10(max));
  return Array.from({ length: last - first + 1 }, (_, k) => first + k)
    .flatMap((exponent) => steps.map((step) => Number(`${step}e${exponent}`)))
    .filter((value) => value >= 0.999 * min && value <= 1.001 * max);
}
