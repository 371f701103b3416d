import { readingsOf } from '../../experiments/readings.ts';
import { ESTIMATE, estimateCells } from './estimate.ts';
import type { Table } from './table.ts';

export const bins: Table = {
  name: 'bins',
  summary: 'What followed each event, bin by bin: the curves of dead and stale shares.',
  columns: [
    { name: 'scenario', type: 'text', summary: 'Name of the scenario.' },
    { name: 'event', type: 'text', summary: 'Name of the event.' },
    { name: 'from_seconds', type: 'number', summary: 'Begin of the bin, after the event.' },
    { name: 'to_seconds', type: 'number', summary: 'End of the bin, after the event.' },
    { name: 'measure', type: 'text', summary: 'Name of the measure.' },
    { name: 'unit', type: 'text', summary: 'Of the number.' },
    ...ESTIMATE,
  ],
  rows: (result) => {
    const ends = new Map<string, number>(
      result.events.flatMap(({ name, bins: own }) =>
        own.map(({ fromSeconds, toSeconds }) => [`${name} ${fromSeconds}`, toSeconds] as const),
      ),
    );
    return readingsOf(result)
      .filter(({ subject }) => subject === 'bin')
      .map(({ measure, unit, of, value }) => [
        result.scenario.name,
        of[0] ?? null,
        Number(of[1]),
        ends.get(of.join(' ')) ?? null,
        measure,
        unit,
        ...estimateCells(value),
      ]);
  },
};
