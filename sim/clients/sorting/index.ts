/** Every stub sort; a new one is a file beside this one and a line here. */
import { glibc } from './glibc.ts';
import { os } from './os.ts';
import { rfc6724 } from './rfc6724.ts';
import { rfc6724v6only } from './rfc6724-v6only.ts';
import { rtt } from './rtt.ts';
import type { Sort } from './sort.ts';
import { v4rule9 } from './v4rule9.ts';
import { v4rule9Capped } from './v4rule9-capped.ts';
import { verbatim } from './verbatim.ts';

export const sorts: readonly Sort[] = [
  verbatim,
  glibc,
  rfc6724,
  rfc6724v6only,
  v4rule9,
  v4rule9Capped,
  rtt,
  os,
];
