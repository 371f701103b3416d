/** Every arrival process; a new one is a file beside this one and a line here. */
import { burst } from './burst.ts';
import { closed } from './closed.ts';
import { diurnal } from './diurnal.ts';
import { poisson } from './poisson.ts';
import type { ArrivalProcess } from './process.ts';
import { regular } from './regular.ts';
import { renewal } from './renewal.ts';
import { replay } from './replay.ts';

export const arrivalProcesses: readonly ArrivalProcess<unknown>[] = [
  poisson,
  regular,
  renewal,
  diurnal,
  burst,
  replay,
  closed,
];
