/** Every fault of a backend; a new one is a file beside this one and a line here. */
import { blackhole } from './blackhole.ts';
import { crash } from './crash.ts';
import { drain } from './drain.ts';
import { errors } from './errors.ts';
import type { Fault } from './fault.ts';
import { partition } from './partition.ts';
import { slow } from './slow.ts';
import { unreachable } from './unreachable.ts';

export const faults: readonly Fault<unknown>[] = [
  crash,
  blackhole,
  unreachable,
  partition,
  drain,
  slow,
  errors,
];
