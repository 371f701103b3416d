import type { Profile } from '../../profile.ts';

export const dotnet: Profile = {
  name: 'dotnet',
  summary:
    '.NET’s HttpClient as it comes: no cache, each address in turn until the kernel gives up, connections of any age.',
  fields: {
    dns: { value: 'none', evidence: 'D', source: 'Microsoft, Guidelines for using HttpClient' },
    sort: {
      value: 'os',
      evidence: 'D',
      source: 'Microsoft, Dns.GetHostAddresses: as the operating system returns them',
    },
    pick: { value: 'first', evidence: 'I', source: 'dotnet/runtime SocketsHttpHandler' },
    connect: {
      value: 'sequential',
      evidence: 'I',
      source: 'dotnet/runtime Socket.ConnectAsync over the addresses of a name',
    },
    attemptTimeout: {
      value: 'kernel',
      evidence: 'D',
      source: 'Microsoft, SocketsHttpHandler.ConnectTimeout: infinite',
    },
    pool: {
      value: { idle: '60s' },
      evidence: 'D',
      source:
        'Microsoft, SocketsHttpHandler: PooledConnectionIdleTimeout (120 s before .NET 6), PooledConnectionLifetime infinite',
    },
  },
};
