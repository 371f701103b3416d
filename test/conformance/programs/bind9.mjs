const config =
  (options) =>
  ({ address, port, authority, dir }) =>
    `
options {
  directory "${dir}";
  listen-on port ${port} { ${address}; };
  listen-on-v6 { none; };
  pid-file "${dir}/named.pid";
  session-keyfile "${dir}/session.key";
  recursion yes;
  allow-recursion { any; };
  dnssec-validation no;
  qname-minimization off;
  ${options}
};
controls { };
zone "skew" { type static-stub; server-addresses { ${authority}; }; };
`;

const named = (name, profile, options) => ({
  name,
  profile,
  package: 'bind9',
  file: 'named.conf',
  config: config(options),
  command: (path) => ['named', '-g', '-c', path],
});

export const bind9 = named('bind9', 'bind-9.18', '');
export const bind9Stale = named(
  'bind9-stale',
  'bind-stale',
  'stale-cache-enable yes; stale-answer-enable yes;',
);
export const bind9Cyclic = named(
  'bind9-cyclic',
  'bind-cyclic-legacy',
  'rrset-order { order cyclic; };',
);
