import { measures } from '../../sim/metrics/measures/index.ts';
import { ESTIMATE, estimateCells } from './estimate.ts';
import { readingsOf } from './readings.ts';
import type { Table } from './table.ts';

const ofBins = measures.filter(({ of }) => of === 'bin');

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
  rows: (result) =>
    result.events.flatMap((event) =>
      event.bins.flatMap((bin) => {
        const one = { ...result, events: [{ ...event, bins: [bin] }] };
        return ofBins.flatMap((measure) =>
          readingsOf(measure, one).map(({ value }) => [
            result.scenario.name,
            event.name,
            bin.fromSeconds,
            bin.toSeconds,
            measure.name,
            measure.unit,
            ...estimateCells(value),
          ]),
        );
      }),
    ),
};
