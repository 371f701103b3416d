import type { Profile } from '../../profile.ts';
import { bind920 } from './bind-9.20.ts';

/** Orders, limits on TTLs and prefetch are those of BIND 9.11 to 9.20. */
export const bind918: Profile = {
  name: 'bind-9.18',
  summary:
    'BIND 9.18 as Debian stable ships it: the engine of bind-9.20, no stale answers; sorts what it stores, prefetches.',
  fields: bind920.fields,
};
