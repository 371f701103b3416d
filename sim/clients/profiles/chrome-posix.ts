import type { Profile } from '../../profile.ts';
import { chromeWindows } from './chrome-windows.ts';

export const chromePosix: Profile = {
  name: 'chrome-posix',
  summary:
    'Chrome with its own resolver, as on Linux, Mac, Android: keeps answers 60 s or their TTL, sorts by rule 9 within the subnet.',
  fields: {
    ...chromeWindows.fields,
    dns: {
      value: { atLeast: '60s' },
      evidence: 'S',
      source: 'chromium net/dns (built-in resolver): the greater of TTL and 60 s',
    },
    sort: {
      value: 'v4rule9Capped',
      evidence: 'S',
      source: 'chromium net/dns/address_sorter_posix',
    },
    attemptTimeout: {
      value: 'kernel',
      evidence: 'I',
      source: 'chromium net/socket sets none of its own',
    },
  },
};
