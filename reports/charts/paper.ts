/** What all charts look like: size, type, title block. Sizes are for a slide, legible at half of it. */
import type { ChartOptions } from 'chart.js';
import { GRID, INK, MUTED } from './palette.ts';

/** In CSS pixels; an image has twice as many each way. */
export const PAPER = { width: 1200, height: 675, pixelRatio: 2 } as const;
export const FONT = 'Inter';
const BODY = 19;
/** Text that is neither title nor subtitle. Chart.js hands a chart's own font down to nothing else. */
export const TEXT = { family: FONT, size: BODY } as const;
const TITLE_LINE = 68;
const SUBTITLE_LINE = 118;

interface Headline {
  /** The finding, in words and numbers. */
  readonly title: string;
  /** The set-up it holds for. */
  readonly subtitle: string;
}

/** Options that every chart starts from. */
export function paper({ title, subtitle }: Headline): ChartOptions<'bar' | 'line'> {
  return {
    responsive: false,
    animation: false,
    devicePixelRatio: PAPER.pixelRatio,
    locale: 'en-US',
    color: INK,
    layout: { padding: { top: 14, right: 34, bottom: 14, left: 18 } },
    plugins: {
      title: {
        display: true,
        text: lines(title, TITLE_LINE),
        align: 'start',
        color: INK,
        font: { family: FONT, size: 31, weight: 'bold', lineHeight: 1.2 },
        padding: { top: 8, bottom: 4 },
      },
      subtitle: {
        display: true,
        text: lines(subtitle, SUBTITLE_LINE),
        align: 'start',
        color: MUTED,
        font: TEXT,
        padding: { bottom: 14 },
      },
      legend: {
        position: 'bottom',
        align: 'start',
        labels: { color: INK, font: TEXT, boxWidth: 26, boxHeight: 10, padding: 18 },
      },
      tooltip: { enabled: false },
    },
  };
}

/** A value axis from zero, in percent, with its title; it never shows more than the whole. */
export function percentAxis(title: string, top: number) {
  return {
    type: 'linear',
    beginAtZero: true,
    ...(top > 90 ? { max: 100 } : {}),
    title: { display: true, text: title, color: MUTED, font: TEXT },
    ticks: {
      color: INK,
      font: TEXT,
      maxTicksLimit: 8,
      callback: (value: string | number) => `${Number(Number(value).toPrecision(6))} %`,
    },
    grid: { color: GRID },
    border: { display: false },
  } as const;
}

/** Breaks a text at spaces into lines of at most `width` characters. */
export function lines(text: string, width: number): string[] {
  const broken: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      broken.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...broken, line];
}

/** Cuts a long name in the middle: its ends are what tells `web-prod-eu-1` from `web-prod-eu-2`. */
export function shortened(name: string, width: number): string {
  if (name.length <= width) return name;
  const head = Math.ceil((width - 1) / 2);
  return `${name.slice(0, head)}…${name.slice(name.length - (width - 1 - head))}`;
}
