/**
 * Draws a chart as PNG bytes, the same on every machine: the font comes with the package. The only file
 * that loads a canvas; whoever does not ask for an image does not wait for it.
 */
import { createRequire } from 'node:module';
import { GlobalFonts } from 'canvas';
import type { ChartConfiguration } from 'chart.js/auto';
import { ChartJSNodeCanvas } from 'chartjs-node-canvas';
import type { ChartSetup } from './charts/chart.ts';
import { FONT, PAPER } from './charts/paper.ts';

/** Regular and bold; Latin letters, digits and the signs that reports use. */
const FONT_FILES = ['inter-latin-400-normal.woff2', 'inter-latin-700-normal.woff2'];

let service: ChartJSNodeCanvas | undefined;

/** PNG bytes of a chart, `PAPER` in size. */
export function renderPng(chart: ChartSetup): Uint8Array {
  service ??= openService();
  return service.renderToBufferSync(chart as ChartConfiguration, 'image/png');
}

function openService(): ChartJSNodeCanvas {
  const { resolve } = createRequire(import.meta.url);
  for (const file of FONT_FILES) {
    if (GlobalFonts.registerFromPath(resolve(`@fontsource/inter/files/${file}`), FONT) === null) {
      throw new Error(`the chart font ${file} could not be registered`);
    }
  }
  return new ChartJSNodeCanvas({
    width: PAPER.width,
    height: PAPER.height,
    backgroundColour: 'white',
    // What a configuration leaves open must not fall to a font of the machine.
    chartCallback: (chart) => {
      chart.defaults.font.family = FONT;
    },
  });
}
