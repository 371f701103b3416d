import type { Discipline } from './discipline.ts';
import { ArrivalLine } from './line.ts';
import { QueueingStation } from './queueing.ts';

export const lifo: Discipline = {
  name: 'lifo',
  summary: 'Who came last is next; work begun is not interrupted.',
  shares: false,
  open: (own) => new QueueingStation(own, new ArrivalLine(own.jobs, true)),
};
