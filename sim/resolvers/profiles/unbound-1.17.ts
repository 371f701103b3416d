import type { Profile } from '../../profile.ts';
import { unbound } from './unbound.ts';

export const unbound117: Profile = {
  name: 'unbound-1.17',
  summary:
    'Unbound as Debian 12 ships it: as later ones, but an entry is still good in the second in which its TTL ends.',
  fields: {
    ...unbound.fields,
    lastSecond: {
      value: 'hit',
      evidence: 'E',
      source:
        'Unbound 1.17.1: TTL 5 lives through 6 turns of the clock, the last shown as 0 (docs/conformance.md)',
    },
  },
};
