/** A measure over the two values that were varied: a field for each cell, the darker the more. */
import type { Sweep } from '../../experiments/sweep/sweep.ts';
import type { Page } from '../charts/page.ts';
import { axis, paper, shortened } from '../charts/paper.ts';
import { ABSENT } from '../numbers.ts';
import type { SweepChart } from './chart.ts';
import { nameOf, sweepFinding, sweepSetUp, writerOf, written } from './swept.ts';

/** A field of the map; what the plugin `heat` draws. */
export interface HeatField {
  readonly column: number;
  readonly row: number;
  readonly colour: string;
  readonly ink: string;
  readonly text: string;
}

export interface HeatOptions {
  readonly fields: readonly HeatField[];
  readonly columns: number;
  readonly rows: number;
  readonly font: { readonly family: string; readonly size: number };
  /** Between fields, in pixels. */
  readonly gap: number;
}

/** Of one hue and ever darker, so that no colour blindness changes their order. */
const LEAST = [222, 236, 247] as const;
const MOST = [8, 69, 130] as const;
const NOTHING = '#f2f2f2';
const NAME_WIDTH = 24;

export const heatMap: SweepChart = {
  name: 'heat-map',
  summary: 'A measure over the two values that were varied: the darker, the more.',
  lacks: ({ varied, isZipped }) =>
    varied.length === 2 && !isZipped ? null : 'not two paths are varied against each other',
  configuration(sweep, measure, page) {
    const options = paper(
      {
        title: sweepFinding(sweep, measure),
        subtitle: [sweepSetUp(sweep), 'Means over runs; the darker, the more'],
      },
      page,
    );
    return {
      type: 'line',
      data: { datasets: [] },
      options: {
        ...options,
        plugins: {
          ...options.plugins,
          legend: { display: false },
          heat: {
            fields: fieldsOf(sweep, measure),
            columns: sweep.varied[0]?.values.length ?? 0,
            rows: sweep.varied[1]?.values.length ?? 0,
            font: page.text,
            gap: page.pt(2),
          },
        },
        scales: { x: categories(sweep, 0, page), y: categories(sweep, 1, page) },
      },
    };
  },
};

function categories(sweep: Sweep, index: number, page: Page) {
  const common = axis(nameOf(sweep, index), page);
  return {
    ...common,
    type: 'category' as const,
    labels: (sweep.varied[index]?.values ?? []).map((value) =>
      shortened(written(sweep, index, value), NAME_WIDTH),
    ),
    offset: true,
    grid: { display: false },
    ticks: { ...common.ticks, maxRotation: 0 },
  };
}

function fieldsOf(sweep: Sweep, measure: number): HeatField[] {
  const write = writerOf(sweep, measure);
  const rows = sweep.varied[1]?.values.length ?? 1;
  const means = sweep.cells.map(({ numbers }) => numbers[measure]?.value.mean ?? null);
  const known = means.filter((mean) => mean !== null);
  const [least, most] = [Math.min(...known), Math.max(...known)];
  return means.map((mean, i) => {
    const place = { column: Math.floor(i / rows), row: i % rows };
    if (mean === null) return { ...place, colour: NOTHING, ink: '#5a5a5a', text: ABSENT };
    const strength = most > least ? (mean - least) / (most - least) : 0;
    const ink = strength > 0.55 ? '#ffffff' : '#1a1a1a';
    return { ...place, colour: shade(strength), ink, text: write(mean) };
  });
}

function shade(strength: number): string {
  const mixed = LEAST.map((from, i) => Math.round(from + strength * ((MOST[i] as number) - from)));
  return `rgb(${mixed.join(', ')})`;
}
