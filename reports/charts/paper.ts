/** What all charts look like: type, title block, axes. Sizes are in points, for a slide, legible at half of it. */
import type { Options } from './chart.ts';
import { FONT, type Page } from './page.ts';

/** Characters that fit into a slide's width. */
const TITLE_LINE = 68;
const SUBTITLE_LINE = 118;
const SLIDE_WIDTH = 1200;

interface Headline {
  /** The finding, in words and numbers. */
  readonly title: string;
  /** The set-up it holds for, and what else is to know; each begins a line. */
  readonly subtitle: readonly string[];
}

/** Room beyond the usual, in pixels: for labels beside the lines, and above them. */
interface Room {
  readonly right?: number;
  readonly above?: number;
}

/** Options that every chart starts from. */
export function paper({ title, subtitle }: Headline, page: Page, room: Room = {}): Options {
  const { pt, theme, text } = page;
  const fitting = (characters: number) =>
    Math.max(16, Math.floor((characters * page.width) / pt(SLIDE_WIDTH)));
  return {
    responsive: false,
    animation: false,
    devicePixelRatio: 1,
    locale: 'en-US',
    color: theme.ink,
    layout: {
      padding: { top: pt(14), right: pt(34) + (room.right ?? 0), bottom: pt(14), left: pt(18) },
    },
    plugins: {
      title: {
        display: true,
        text: balanced(title, fitting(TITLE_LINE)),
        align: 'start',
        color: theme.ink,
        font: { family: FONT, size: pt(31), weight: 'bold', lineHeight: 1.2 },
        padding: { top: pt(8), bottom: pt(4) },
      },
      subtitle: {
        display: true,
        text: subtitle.flatMap((line) => lines(line, fitting(SUBTITLE_LINE))),
        align: 'start',
        color: theme.muted,
        font: text,
        padding: { top: 0, bottom: pt(14) + (room.above ?? 0) },
      },
      legend: {
        position: 'bottom',
        align: 'start',
        labels: {
          color: theme.ink,
          font: text,
          boxWidth: pt(26),
          boxHeight: pt(10),
          padding: pt(18),
          filter: ({ text: label }) => label !== '',
        },
      },
      tooltip: { enabled: false },
    },
  };
}

/** Names beside strokes as they are drawn, not beside boxes. */
export function strokeLegend({ plugins }: Options, { pt }: Page) {
  const { labels, ...legend } = plugins?.legend ?? {};
  return {
    ...legend,
    labels: {
      ...labels,
      usePointStyle: true,
      pointStyle: 'line' as const,
      pointStyleWidth: pt(46),
    },
  };
}

/** What the axes of all charts have in common. */
export function axis(title: string, { theme, text, pt }: Page) {
  return {
    title: { display: true, text: title, color: theme.muted, font: text },
    ticks: { color: theme.ink, font: text, padding: pt(4) },
    grid: { color: theme.grid, lineWidth: pt(1), tickLength: pt(6) },
    border: { display: false },
  } as const;
}

/** A value axis from zero, in percent, with its title; it never shows more than the whole. */
export function percentAxis(title: string, top: number, page: Page) {
  const common = axis(title, page);
  return {
    ...common,
    type: 'linear',
    beginAtZero: true,
    ...(top > 90 ? { max: 100 } : {}),
    ticks: {
      ...common.ticks,
      maxTicksLimit: 8,
      callback: (value: string | number) => `${Number(Number(value).toPrecision(6))} %`,
    },
  } as const;
}

/** On an axis of ratios. */
export const timesTick = (value: string | number) => `${Number(Number(value).toPrecision(6))}×`;

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

/** As few lines as `lines` needs, but of like length: no word stands alone under a full line. */
export function balanced(text: string, width: number): string[] {
  const { length } = lines(text, width);
  let narrowest = width;
  while (narrowest > 1 && lines(text, narrowest - 1).length === length) narrowest--;
  return lines(text, narrowest);
}

/** Cuts a long name in the middle: its ends are what tells `web-prod-eu-1` from `web-prod-eu-2`. */
export function shortened(name: string, width: number): string {
  if (name.length <= width) return name;
  const head = Math.ceil((width - 1) / 2);
  return `${name.slice(0, head)}…${name.slice(name.length - (width - 1 - head))}`;
}
