import { glibc } from './glibc.ts';
import type { Sort } from './sort.ts';

/** What a runtime hands on that leaves sorting to its system: here Linux, for a server is most often that. */
export const os: Sort = {
  ...glibc,
  name: 'os',
  summary:
    'As the operating system sorts, which is taken to be a Linux with glibc; say verbatim for Windows 10 and later.',
};
