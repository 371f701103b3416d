import type { Profile } from '../../profile.ts';
import { dotnet } from './dotnet.ts';

export const dotnetLifetime: Profile = {
  name: 'dotnet-lifetime',
  summary:
    '.NET’s HttpClient as its guidelines have it: connections are replaced every two minutes.',
  fields: {
    ...dotnet.fields,
    pool: {
      value: { idle: '60s', maxAge: '120s' },
      evidence: 'D',
      source:
        'Microsoft, Guidelines for using HttpClient: PooledConnectionLifetime, as often as DNS is expected to change',
    },
  },
};
