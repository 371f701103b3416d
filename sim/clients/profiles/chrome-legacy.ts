import type { Profile } from '../../profile.ts';
import { chromeWindows } from './chrome-windows.ts';

export const chromeLegacy: Profile = {
  name: 'chrome-legacy',
  summary:
    'Chrome before it raced addresses of one family: the next one only when the system gives up the first.',
  fields: {
    ...chromeWindows.fields,
    connect: {
      value: 'sequential',
      evidence: 'S',
      source: 'chromium net/socket (older): one family in turn',
    },
  },
};
