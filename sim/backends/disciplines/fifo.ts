import type { Discipline } from './discipline.ts';
import { ArrivalLine } from './line.ts';
import { QueueingStation } from './queueing.ts';

export const fifo: Discipline = {
  name: 'fifo',
  summary: 'Who has waited longest is next.',
  shares: false,
  open: (own) => new QueueingStation(own, new ArrivalLine(own.jobs, false)),
};
