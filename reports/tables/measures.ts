import { measures as all } from '../../sim/metrics/measures/index.ts';
import { ESTIMATE, estimateCells } from './estimate.ts';
import { readingsOf } from './readings.ts';
import type { Table } from './table.ts';

/** Bins of events have a table of their own. */
const listed = all.filter(({ of }) => of !== 'bin');

export const measures: Table = {
  name: 'measures',
  summary: 'Every measure of the whole run, a line for each number.',
  columns: [
    { name: 'scenario', type: 'text', summary: 'Name of the scenario.' },
    {
      name: 'subject',
      type: 'text',
      summary: 'What the number is of: `run`, `backend`, `client` …',
    },
    { name: 'of', type: 'text', summary: 'Which of them; empty for the run.' },
    { name: 'measure', type: 'text', summary: 'Name of the measure, as in `expect`.' },
    { name: 'statistic', type: 'text', summary: '`mean`, or of a distribution `p50`, `max` …' },
    { name: 'unit', type: 'text', summary: 'Of the number: `requests`, `s`, `share` …' },
    ...ESTIMATE,
  ],
  rows: (result) =>
    listed.flatMap((measure) =>
      readingsOf(measure, result).map(({ of, statistic, value }) => [
        result.scenario.name,
        measure.of,
        of.join(' '),
        measure.name,
        statistic,
        measure.unit,
        ...estimateCells(value),
      ]),
    ),
};
