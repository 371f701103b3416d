/** Names beside the ends of lines, in the place of a legend. */

import { type Page, widthOf } from './page.ts';
import { shortened } from './paper.ts';

export interface EndLabel {
  readonly text: string;
  readonly colour: string;
  /** Where its line ends, on the vertical axis. */
  readonly value: number;
  /** Where on the horizontal axis, if within the plot. */
  readonly at?: number;
}

/** What the plugin `endLabels` draws. */
export interface EndLabelsOptions {
  readonly labels: readonly EndLabel[];
  readonly font: { readonly family: string; readonly size: number };
  /** Pixels between the end of a line and its label. */
  readonly gap: number;
}

const NAME_WIDTH = 20;
const GAP = 10;

/** @returns the plugin's options, and the pixels that the labels need beside the plot */
export function endLabelsOf(
  labels: readonly EndLabel[],
  page: Page,
): { readonly endLabels: EndLabelsOptions; readonly right: number } {
  const gap = page.pt(GAP);
  const fitting = labels.map((label) => ({ ...label, text: shortened(label.text, NAME_WIDTH) }));
  const widths = fitting
    .filter(({ at }) => at === undefined)
    .map(({ text }) => widthOf(text, page) + gap - page.pt(16));
  return {
    endLabels: { labels: fitting, font: page.text, gap },
    right: Math.max(0, ...widths),
  };
}

/**
 * Moves places apart as little as it takes, in their order, and keeps them inside if they fit.
 *
 * @param places ascending
 */
export function spread(
  places: readonly number[],
  apart: number,
  least: number,
  most: number,
): number[] {
  const moved = [...places];
  // Clusters that touch move together, so that each stays around the middle of its members.
  let clusters = moved.map((place, i) => ({ from: i, to: i, middle: place }));
  const half = ({ from, to }: { from: number; to: number }) => ((to - from) * apart) / 2;
  const inside = (cluster: { from: number; to: number; middle: number }) => ({
    ...cluster,
    middle: Math.max(least + half(cluster), Math.min(most - half(cluster), cluster.middle)),
  });
  clusters = clusters.map(inside);
  for (let i = 1; i < clusters.length; ) {
    const a = clusters[i - 1] as (typeof clusters)[number];
    const b = clusters[i] as (typeof clusters)[number];
    if (a.middle + half(a) + apart <= b.middle - half(b) + 1e-9) {
      i++;
      continue;
    }
    const members = places.slice(a.from, b.to + 1);
    const merged = inside({
      from: a.from,
      to: b.to,
      middle: members.reduce((sum, place) => sum + place, 0) / members.length,
    });
    clusters.splice(i - 1, 2, merged);
    i = Math.max(1, i - 1);
  }
  for (const { from, to, middle } of clusters)
    for (let i = from; i <= to; i++) moved[i] = middle + (i - (from + to) / 2) * apart;
  return moved;
}
