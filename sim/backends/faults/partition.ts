import * as z from 'zod/mini';
import { name } from '../../settings.ts';
import { faultPlugin, UNHARMED } from './fault.ts';

interface Settings {
  readonly from: string | readonly string[];
}

const listed = ({ from }: Settings) => (typeof from === 'string' ? [from] : from);

export const partition = faultPlugin<Settings>({
  name: 'partition',
  summary:
    'The network between is cut: to clients and checkers in some places it is as a black hole, to all others as ever.',
  joins: true,
  fields: {
    from: z.union([name, z.array(name).check(z.minLength(1))], {
      error: 'expected a place or an AWS Region, or a list of them',
    }),
  },
  places: listed,
  effect: (settings) => ({ ...UNHARMED, cutFrom: listed(settings) }),
});
