import { loadImage } from 'canvas';
import { describe, expect, test } from 'vitest';
import { charts } from '../../reports/charts/index.ts';
import { type Look, pageOf } from '../../reports/charts/page.ts';
import { share } from '../../reports/charts/share.ts';
import { renderPng } from '../../reports/png.ts';
import { leftOut, renderCharts } from '../../reports/render-charts.ts';
import { sampleResult, unevenShares } from '../support/sample-result.ts';

function draw(look?: Look): Buffer {
  const page = pageOf(look);
  return Buffer.from(renderPng(share.configuration(sampleResult(), page, 0), page));
}

describe('a chart as PNG', () => {
  test.each([
    [{}, 2400, 1350],
    [{ width: 801, height: 600 }, 801, 600],
    [{ width: 300, height: 1111, dark: true }, 300, 1111],
  ])('of the look %j has %d × %d pixels', async (look, width, height) => {
    const image = await loadImage(draw(look));
    expect([image.width, image.height]).toEqual([width, height]);
  });

  test('is the same bytes every time, and others on a dark ground', () => {
    expect(Buffer.compare(draw(), draw())).toBe(0);
    expect(Buffer.compare(draw(), draw({ dark: true }))).not.toBe(0);
  });
});

const SAMPLES = {
  'one run': { replications: 1 },
  'one backend': { shares: [1] },
  'twelve backends': { shares: unevenShares(12) },
  'forty backends': { shares: unevenShares(40) },
  'four hundred backends': { shares: unevenShares(400) },
  'one window': { windows: 1 },
} as const;

describe.each(Object.entries(SAMPLES))('a result of %s', (_, sample) => {
  test('has every chart drawn or left out for a reason', async () => {
    const result = sampleResult(sample);
    const drawn = await renderCharts(result, undefined, { width: 600, height: 338 });
    const left = leftOut(result);
    expect([...drawn, ...left].map(({ name }) => name).sort()).toEqual(
      charts.map(({ name }) => name).sort(),
    );
    for (const { why } of left) expect(why).toMatch(/^the |^no /);
  });
});

test('renderCharts draws those that are named, and knows all names', async () => {
  expect((await renderCharts(sampleResult(), ['load', 'share'])).map(({ name }) => name)).toEqual([
    'load',
    'share',
  ]);
  expect(await renderCharts(sampleResult(), [])).toEqual([]);
  await expect(renderCharts(sampleResult(), ['pie'])).rejects.toThrow(
    'no chart is called "pie" among share',
  );
});
