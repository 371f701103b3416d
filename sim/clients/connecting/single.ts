import { connectPlugin } from './connect.ts';

export const single = connectPlugin<null>({
  name: 'single',
  summary: 'One address and no other.',
  fields: null,
  open(_settings, _count, from, rtt, opened) {
    opened.place = from;
    opened.seconds = rtt();
  },
});
