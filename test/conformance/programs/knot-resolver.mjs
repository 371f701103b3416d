export const knotResolver = {
  name: 'knot-resolver',
  profile: 'knot',
  package: 'knot-resolver',
  file: 'kresd.conf',
  config: ({ address, port, authority, dir }) => `
net.listen('${address}', ${port}, { kind = 'dns' })
trust_anchors.remove('.')
cache.open(20 * MB, 'lmdb://${dir}/cache')
policy.add(policy.suffix(policy.STUB('${authority}'), { todname('skew') }))
`,
  command: (path, dir) => ['kresd', '-n', '-c', path, dir],
};
