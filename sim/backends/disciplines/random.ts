import type { Discipline } from './discipline.ts';
import { RandomLine } from './line.ts';
import { QueueingStation } from './queueing.ts';

export const random: Discipline = {
  name: 'random',
  summary: 'Anyone who waits is next, each as likely as any other.',
  shares: false,
  open: (own) => new QueueingStation(own, new RandomLine(own.jobs, own.stream())),
};
