import { share } from '../../settings.ts';
import { faultPlugin, UNHARMED } from './fault.ts';

export const errors = faultPlugin<{ readonly share: number }>({
  name: 'errors',
  summary:
    'A share of the responses is an error (5xx), and so is one of the answers to HTTP probes.',
  joins: true,
  fields: { share },
  effect: (settings) => ({ ...UNHARMED, errors: settings.share }),
});
