const unboundWith = (name, profile, options) => ({
  name,
  profile,
  package: 'unbound',
  file: 'unbound.conf',
  config: ({ address, port, authority, dir }) => `
server:
  interface: ${address}
  port: ${port}
  access-control: 127.0.0.0/8 allow
  chroot: ""
  username: ""
  directory: "${dir}"
  pidfile: "${dir}/unbound.pid"
  use-syslog: no
  do-daemonize: no
  do-not-query-localhost: no
  module-config: "iterator"
  local-zone: "skew." transparent
  ${options}
stub-zone:
  name: "skew."
  stub-addr: ${authority}
remote-control:
  control-enable: no
`,
  command: (path) => ['unbound', '-d', '-c', path],
});

export const unbound = unboundWith('unbound', 'unbound-1.17', '');
export const unboundStale = unboundWith(
  'unbound-stale',
  'unbound-prefetch-stale',
  'prefetch: yes\n  serve-expired: yes\n  serve-expired-ttl: 86400\n  serve-expired-client-timeout: 1800',
);
