/** What a chart is drawn on: a size in pixels, colours, and lengths that grow with the size. */
import { DARK, LIGHT, type Theme } from './palette.ts';

export const FONT = 'Inter';
/** Pixels of an image unless asked otherwise: a slide at twice the density of a common screen. */
export const SLIDE = { width: 2400, height: 1350 } as const;
/** A slide in points. Sizes in points are for this page, and legible at half of it. */
const POINTS = { width: 1200, height: 675 } as const;
const BODY = 19;

export interface Look {
  /** Pixels. */
  readonly width?: number;
  readonly height?: number;
  readonly dark?: boolean;
}

export interface Page {
  readonly width: number;
  readonly height: number;
  readonly theme: Theme;
  /** Pixels of a length in points. A page of other proportions has as many square points as a slide. */
  pt(points: number): number;
  /** Text that is neither title nor subtitle. Chart.js hands a chart's own font down to nothing else. */
  readonly text: { readonly family: string; readonly size: number };
}

export function pageOf({ width = SLIDE.width, height = SLIDE.height, dark }: Look = {}): Page {
  const pixels = Math.sqrt((width * height) / (POINTS.width * POINTS.height));
  const pt = (points: number) => points * pixels;
  return {
    width,
    height,
    theme: dark ? DARK : LIGHT,
    pt,
    text: { family: FONT, size: pt(BODY) },
  };
}

/** About as wide as a text of the page's body size will be, in pixels; no canvas is asked. */
export function widthOf(text: string, { text: { size } }: Page): number {
  return 0.58 * size * text.length;
}
