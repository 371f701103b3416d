/** Draws the names of lines beside their ends, moved apart where they would touch. */
import type { ChartType, Plugin } from 'chart.js';
import { type EndLabelsOptions, spread } from '../charts/end-labels.ts';

export const endLabelsPlugin: Plugin<ChartType, Partial<EndLabelsOptions>> = {
  id: 'endLabels',
  afterDatasetsDraw({ ctx, chartArea, scales }, _, { labels = [], ...look }) {
    const axis = scales.y;
    if (labels.length === 0 || !axis) return;
    const { font, gap } = look as EndLabelsOptions;
    const placed = labels
      .map((label) => ({ ...label, y: axis.getPixelForValue(label.value) }))
      .sort((a, b) => a.y - b.y);
    const places = spread(
      placed.map(({ y }) => y),
      1.25 * font.size,
      chartArea.top,
      chartArea.bottom,
    );
    ctx.save();
    ctx.font = `bold ${font.size}px ${font.family}`;
    ctx.textAlign = 'left';
    ctx.textBaseline = 'middle';
    placed.forEach(({ text, colour }, i) => {
      ctx.fillStyle = colour;
      ctx.fillText(text, chartArea.right + gap, places[i] as number);
    });
    ctx.restore();
  },
};
