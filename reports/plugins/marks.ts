/** Draws what `charts/marks.ts` placed. */
import type { ChartType, Plugin } from 'chart.js';
import type { MarksOptions } from '../charts/marks.ts';

export const marksPlugin: Plugin<ChartType, Partial<MarksOptions>> = {
  id: 'marks',
  afterDatasetsDraw({ ctx, chartArea, scales }, _, { lines = [], ...look }) {
    if (lines.length === 0 || !scales.x) return;
    const { colour, background, font, rowHeight, lineWidth } = look as MarksOptions;
    ctx.save();
    ctx.font = `${font.size}px ${font.family}`;
    ctx.textBaseline = 'alphabetic';
    ctx.textAlign = 'left';
    ctx.strokeStyle = colour;
    ctx.lineWidth = lineWidth;
    for (const { at, row } of lines) {
      const x = scales.x.getPixelForValue(at);
      ctx.setLineDash([4 * lineWidth, 2 * lineWidth]);
      ctx.beginPath();
      ctx.moveTo(x, chartArea.bottom);
      ctx.lineTo(x, chartArea.top - (row === null ? 0 : (row + 1) * rowHeight));
      ctx.stroke();
    }
    const gap = 0.3 * font.size;
    for (const { at, label, row, side } of lines) {
      if (row === null) continue;
      const { width } = ctx.measureText(label);
      const x = scales.x.getPixelForValue(at);
      const left = side === 'right' ? x + gap : x - gap - width;
      const foot = chartArea.top - row * rowHeight;
      ctx.fillStyle = background;
      ctx.fillRect(left - gap / 2, foot - 0.95 * rowHeight, width + gap, 0.8 * rowHeight);
      ctx.fillStyle = colour;
      ctx.fillText(label, left, foot - 0.35 * rowHeight);
    }
    ctx.restore();
  },
};
