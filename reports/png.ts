/**
 * Draws a chart as PNG bytes, the same on every machine: the font comes with the package. The only file
 * that loads a canvas; whoever does not ask for an image does not wait for it.
 */
import { createRequire } from 'node:module';
import { GlobalFonts } from 'canvas';
import type { ChartConfiguration } from 'chart.js/auto';
import { ChartJSNodeCanvas } from 'chartjs-node-canvas';
import type { ChartSetup } from './charts/chart.ts';
import { FONT, type Page } from './charts/page.ts';
import { endLabelsPlugin } from './plugins/end-labels.ts';
import { heatPlugin } from './plugins/heat.ts';
import { marksPlugin } from './plugins/marks.ts';

/** Regular and bold; Latin letters, digits and the signs that reports use. */
const FONT_FILES = ['inter-latin-400-normal.woff2', 'inter-latin-700-normal.woff2'];

/** By size and background, which Chart.js is told once. */
const services = new Map<string, ChartJSNodeCanvas>();

/** PNG bytes of a chart, as large as the page it was made for. */
export function renderPng(chart: ChartSetup, page: Page): Uint8Array {
  const key = `${page.width}x${page.height} ${page.theme.background}`;
  const service = services.get(key) ?? openService(page);
  services.set(key, service);
  return service.renderToBufferSync(chart as ChartConfiguration, 'image/png');
}

function openService({ width, height, theme }: Page): ChartJSNodeCanvas {
  if (services.size === 0) registerFonts();
  return new ChartJSNodeCanvas({
    width,
    height,
    backgroundColour: theme.background,
    plugins: { modern: [marksPlugin, endLabelsPlugin, heatPlugin] },
    // What a configuration leaves open must not fall to a font of the machine.
    chartCallback: (chart) => {
      chart.defaults.font.family = FONT;
    },
  });
}

function registerFonts(): void {
  const { resolve } = createRequire(import.meta.url);
  for (const file of FONT_FILES) {
    if (GlobalFonts.registerFromPath(resolve(`@fontsource/inter/files/${file}`), FONT) === null) {
      throw new Error(`the chart font ${file} could not be registered`);
    }
  }
}
