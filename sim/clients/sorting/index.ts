/** Every stub sort; a new one is a file beside this one and a line here. */
import { glibc } from './glibc.ts';
import type { Sort } from './sort.ts';
import { v4rule9 } from './v4rule9.ts';
import { v4rule9Capped } from './v4rule9-capped.ts';
import { verbatim } from './verbatim.ts';

export const sorts: readonly Sort[] = [verbatim, glibc, v4rule9, v4rule9Capped];
