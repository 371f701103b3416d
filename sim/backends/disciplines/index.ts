/** Every discipline of a server; a new one is a file beside this one and a line here. */
import type { Discipline } from './discipline.ts';
import { fifo } from './fifo.ts';
import { lifo } from './lifo.ts';
import { ps } from './ps.ts';
import { random } from './random.ts';

export const disciplines: readonly Discipline[] = [fifo, lifo, ps, random];
