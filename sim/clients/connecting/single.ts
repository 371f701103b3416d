import { connectPlugin } from './connect.ts';

export const single = connectPlugin<null>({
  name: 'single',
  summary: 'One address and no other.',
  fields: null,
  rule: () => ({ tries: 'one', stagger: Number.POSITIVE_INFINITY, parallel: 1, abort: false }),
});
