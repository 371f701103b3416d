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
    // Chart.js counts its own from `from`, which need not be a time that anyone would name.
    afterBuildTicks: (scale: { ticks: { value: number }[] }) => {
      scale.ticks = linesAt(from, to).map((value) => ({ value }));
    },
    ticks: {
      ...common.ticks,
      autoSkip: false,
      maxRotation: 0,
      callback: (value: string | number) => span(Number(value)),
    },
  } as const;
}

/** Where the labelled lines are: at multiples of a step, from 0 on. */
export function linesAt(from: number, to: number): number[] {
  const step = stepFor(to - from);
  const first = Math.max(0, Math.ceil(from / step - 1e-9));
  const last = Math.floor(to / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) =>
    Number(((first + i) * step).toPrecision(9)),
  );
}

/** The finest step that leaves the lines apart. */
function stepFor(length: number): number {
  return STEPS.find((step) => length / step <= LINES_AT_MOST) ?? length / LINES_AT_MOST;
}
