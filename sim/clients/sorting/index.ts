/** Every stub sort; a new one is a file beside this one and a line here. */
import { glibc } from './glibc.ts';
import type { Sort } from './sort.ts';
import { verbatim } from './verbatim.ts';

export const sorts: readonly Sort[] = [verbatim, glibc];
