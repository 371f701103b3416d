/** Pictures of several results laid over each other. */
import type { Result } from '../experiments/result.ts';
import { type Look, pageOf } from './charts/page.ts';
import { comparisonCharts } from './comparison-charts/index.ts';
import type { LeftOut, RenderedChart } from './render-charts.ts';

/** Draws every chart that has something to show for them. */
export async function renderComparison(
  results: readonly Result[],
  look?: Look,
): Promise<RenderedChart[]> {
  const page = pageOf(look);
  const { renderPng } = await import('./png.ts');
  return comparisonCharts
    .filter((chart) => chart.lacks(results) === null)
    .map((chart) => ({
      name: chart.name,
      png: renderPng(chart.configuration(results, page), page),
    }));
}

/** What `renderComparison` leaves out, and why. */
export function comparisonLeftOut(results: readonly Result[]): LeftOut[] {
  return comparisonCharts.flatMap((chart) => {
    const why = chart.lacks(results);
    return why === null ? [] : [{ name: chart.name, why }];
  });
}
