import * as z from 'zod/mini';
import { law, meanOf } from '../../random/index.ts';
import type { Law } from '../../scenario.ts';
import { arrivalProcess } from './process.ts';

interface Settings {
  readonly thinkTime: Law;
}

export const closed = arrivalProcess<Settings>({
  name: 'closed',
  summary:
    'Each client thinks, makes a request, waits for its end and thinks again: load that yields to slow backends.',
  needsRequests: 'a client’s next request waits for the one before',
  settings: z.strictObject({ thinkTime: law }),
  poisson: false,
  isOwn: 'each client waits for its own requests as it is',
  divisible: true,
  check: ({ thinkTime }) =>
    meanOf(thinkTime) > 0
      ? null
      : {
          key: 'thinkTime',
          message: 'clients that never think make requests without end; give a time above 0',
        },
  /** Of one client whose requests take no time: more than it ever makes. */
  meanRate: ({ thinkTime }) => 1 / meanOf(thinkTime),
  thinkTime: ({ thinkTime }) => thinkTime,
  ofPart: (settings) => settings,
  begin: () => () => ({ next: () => Number.POSITIVE_INFINITY }),
});
