export const dnsmasq = {
  name: 'dnsmasq',
  profile: 'dnsmasq-home',
  package: 'dnsmasq-base',
  file: 'dnsmasq.conf',
  config: ({ address, port, authority }) => `
listen-address=${address}
port=${port}
bind-interfaces
no-resolv
no-hosts
server=${authority}
user=root
`,
  command: (path) => ['dnsmasq', '-k', `--conf-file=${path}`],
};
