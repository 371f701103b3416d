/** An axis of seconds, written and divided as people divide time. */
import { span } from '../numbers.ts';
import type { Page } from './page.ts';
import { axis } from './paper.ts';

/** Seconds between labelled lines that people count in. */
const STEPS = [
  0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900,
  1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 172_800, 604_800, 2_592_000,
];
const LINES_AT_MOST = 9;

export function timeAxis(title: string, from: number, to: number, page: Page) {
  const common = axis(title, page);
  return {
    ...common,
    type: 'linear',
    min: from,
    max: to,
    ticks: {
      ...common.ticks,
      stepSize: stepFor(to - from),
      includeBounds: false,
      autoSkip: false,
      maxRotation: 0,
      callback: (value: string | number) => span(Number(Number(value).toPrecision(9))),
    },
  } as const;
}

/** The finest step that leaves the lines apart. */
export function stepFor(length: number): number {
  return STEPS.find((step) => length / step <= LINES_AT_MOST) ?? length / LINES_AT_MOST;
}
