import { loadImage } from 'canvas';
import { describe, expect, test } from 'vitest';
import { PAPER } from '../../reports/charts/paper.ts';
import { share } from '../../reports/charts/share.ts';
import { renderPng } from '../../reports/png.ts';
import { renderCharts } from '../../reports/render-charts.ts';
import { sampleResult, unevenShares } from '../support/sample-result.ts';

describe('a chart as PNG', () => {
  test.each([1, 3, 12, 40, 100, 400])('of %d backends has the size of a slide', async (n) => {
    const png = renderPng(share.configuration(sampleResult({ shares: unevenShares(n) })));
    const { width, height } = await loadImage(Buffer.from(png));
    expect([width, height]).toEqual([
      PAPER.width * PAPER.pixelRatio,
      PAPER.height * PAPER.pixelRatio,
    ]);
  });

  test('is the same bytes every time', () => {
    const draw = () => renderPng(share.configuration(sampleResult()));
    expect(Buffer.compare(draw(), draw())).toBe(0);
  });
});

test('renderCharts draws all charts, or those that are named', async () => {
  expect((await renderCharts(sampleResult())).map(({ name }) => name)).toEqual(['share']);
  expect(await renderCharts(sampleResult(), [])).toEqual([]);
  await expect(renderCharts(sampleResult(), ['pie'])).rejects.toThrow(
    'no chart is called "pie" among share',
  );
});
