import type { Discipline } from './discipline.ts';
import { SharingStation } from './sharing.ts';

export const ps: Discipline = {
  name: 'ps',
  summary:
    'Processor sharing: all are served at once, of n at c workers each at min(1, c/n) of one.',
  shares: true,
  open: (own) => new SharingStation(own),
};
