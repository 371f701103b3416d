import type { Profile } from '../../profile.ts';

export const idealRandom: Profile = {
  name: 'ideal-random',
  summary: 'A control: no cache, no reuse, a fresh uniform pick for every request.',
  fields: {
    pick: { value: 'random', evidence: 'C', source: 'control' },
  },
};
