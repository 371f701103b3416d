/** Pictures of a sweep: one for each measure, of the chart that fits what was varied. */
import type { Sweep } from '../experiments/sweep/sweep.ts';
import { type Look, pageOf } from './charts/page.ts';
import { fileSafe } from './charts/pictures.ts';
import type { RenderedChart } from './render-charts.ts';
import { sweepCharts } from './sweep-charts/index.ts';
import { measuredCells } from './sweep-charts/swept.ts';

/** Draws every measure that some cell has a number of. */
export async function renderSweep(sweep: Sweep, look?: Look): Promise<RenderedChart[]> {
  const chart = sweepCharts.find((candidate) => candidate.lacks(sweep) === null);
  if (!chart) return [];
  const page = pageOf(look);
  const { renderPng } = await import('./png.ts');
  return sweep.measures.flatMap((_, i) =>
    measuredCells(sweep, i).length < 2
      ? []
      : [
          {
            name: pictureName(sweep, i),
            png: renderPng(chart.configuration(sweep, i, page), page),
          },
        ],
  );
}

/** Why a sweep has no picture; null when it has. */
export function sweepNotDrawn(sweep: Sweep): string | null {
  const reasons = sweepCharts.map((chart) => ({ name: chart.name, why: chart.lacks(sweep) }));
  if (reasons.some(({ why }) => why === null)) return null;
  return `not drawn: ${reasons.map(({ name, why }) => `${name} (${why})`).join(', ')}`;
}

/** Last part of a file name; with its number where two are the same in one. */
function pictureName({ measures }: Pick<Sweep, 'measures'>, i: number): string {
  const safe = measures.map(({ measure, subject, of }) =>
    fileSafe(of === '' ? measure : `${measure}-${subject}-${of}`),
  );
  const name = safe[i] as string;
  return `sweep-${name}${safe.indexOf(name) < i ? `-${i + 1}` : ''}`;
}
