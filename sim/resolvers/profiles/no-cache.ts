import type { Profile } from '../../profile.ts';

export const noCache: Profile = {
  name: 'no-cache',
  summary:
    'A control: keeps nothing, so every query goes up and every request is its own authority answer.',
  fields: {
    maxTtl: { value: 0, evidence: 'C', source: 'control' },
    negativeTtl: { value: { min: 0, max: 0 }, evidence: 'C', source: 'control' },
  },
};
