import { connectPlugin } from './connect.ts';

export const sequential = connectPlugin<null>({
  name: 'sequential',
  summary: 'One address after another, each once the one before has failed.',
  fields: null,
  rule: () => ({ tries: 'all', stagger: Number.POSITIVE_INFINITY, parallel: 1, abort: false }),
});
