/** Draws the names of lines beside their ends, moved apart where they would touch. */
import type { ChartType, Plugin } from 'chart.js';
import { type EndLabelsOptions, spread } from '../charts/end-labels.ts';

export const endLabelsPlugin: Plugin<ChartType, Partial<EndLabelsOptions>> = {
  id: 'endLabels',
  afterDatasetsDraw({ ctx, chartArea, scales }, _, { labels = [], ...look }) {
    const axis = scales.y;
    if (labels.length === 0 || !axis) return;
    const { font, gap } = look as EndLabelsOptions;
    const all = labels.map((label) => ({ ...label, y: axis.getPixelForValue(label.value) }));
    const placed = all.filter(({ at }) => at === undefined).sort((a, b) => a.y - b.y);
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
    for (const { text, colour, at, y } of all) {
      if (at === undefined || !scales.x) continue;
      ctx.fillStyle = colour;
      // Above the plot are the labels of events.
      const below = Math.max(y, chartArea.top + 0.8 * font.size);
      ctx.fillText(text, scales.x.getPixelForValue(at) + gap, below);
    }
    ctx.restore();
  },
};
