import { readingsOf } from '../../experiments/readings.ts';
import { ESTIMATE, estimateCells } from './estimate.ts';
import type { Table } from './table.ts';

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
    readingsOf(result)
      // Bins of events have a table of their own.
      .filter(({ subject }) => subject !== 'bin')
      .map(({ measure, subject, unit, of, statistic, value }) => [
        result.scenario.name,
        subject,
        of.join(' '),
        measure,
        statistic,
        unit,
        ...estimateCells(value),
      ]),
};
