/** Draws the fields of a heat map, with their numbers where there is room. */
import type { ChartType, Plugin } from 'chart.js';
import type { HeatOptions } from '../sweep-charts/heat-map.ts';

export const heatPlugin: Plugin<ChartType, Partial<HeatOptions>> = {
  id: 'heat',
  beforeDatasetsDraw({ ctx, chartArea }, _, { fields = [], ...look }) {
    if (fields.length === 0) return;
    const { columns, rows, font, gap } = look as HeatOptions;
    const [width, height] = [chartArea.width / columns, chartArea.height / rows];
    ctx.save();
    ctx.font = `${font.size}px ${font.family}`;
    ctx.textAlign = 'center';
    ctx.textBaseline = 'middle';
    for (const { column, row, colour, ink, text } of fields) {
      const [x, y] = [chartArea.left + column * width, chartArea.top + row * height];
      ctx.fillStyle = colour;
      ctx.fillRect(x, y, Math.max(1, width - gap), Math.max(1, height - gap));
      if (ctx.measureText(text).width + 4 * gap > width || 1.3 * font.size > height) continue;
      ctx.fillStyle = ink;
      ctx.fillText(text, x + (width - gap) / 2, y + (height - gap) / 2);
    }
    ctx.restore();
  },
};
