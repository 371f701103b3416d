import { real } from '../../settings.ts';
import { faultPlugin, UNHARMED } from './fault.ts';

export const slow = faultPlugin<{ readonly factor: number }>({
  name: 'slow',
  summary: 'Every service takes so many times as long, that of work in hand too.',
  joins: true,
  needsServer: true,
  fields: { factor: real(1, 1e6) },
  effect: ({ factor }) => ({ ...UNHARMED, slowness: factor }),
});
