import type { Profile } from '../../profile.ts';

export const ideal: Profile = {
  name: 'ideal',
  summary: 'A control: exact clock, order as stored, one shard, no clamp, prefetch or limit.',
  fields: {},
};
