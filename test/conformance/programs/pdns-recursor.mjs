const recursorWith = (name, profile, options) => ({
  name,
  profile,
  package: 'pdns-recursor',
  file: 'recursor.conf',
  config: ({ address, port, authority, dir }) => `
local-address=${address}
local-port=${port}
socket-dir=${dir}
forward-zones=skew=${authority}
dont-query=
dnssec=off
daemon=no
write-pid=no
security-poll-suffix=
setuid=
setgid=
${options}
`,
  command: (_, dir) => ['pdns_recursor', `--config-dir=${dir}`],
});

export const pdnsRecursor = recursorWith('pdns-recursor', 'pdns-recursor', '');
export const pdnsRecursorNopc = recursorWith(
  'pdns-recursor-nopc',
  'pdns-recursor-nopc',
  'disable-packetcache=yes\nrefresh-on-ttl-perc=10',
);
