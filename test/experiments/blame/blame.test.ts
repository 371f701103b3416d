import { describe, expect, it } from 'vitest';
import { blame, checkedBy, without } from '../../../experiments/blame/index.ts';
import { run } from '../../../experiments/run.ts';
import { read } from '../../scenarios/sample.ts';

/** Standard errors that chance may make, about once in 16,000 times. */
const ERRORS = 4;

interface Setup {
  readonly records?: string;
  readonly resolvers?: string;
  readonly clients: string;
  readonly backends?: number;
  readonly duration?: string;
}

const addresses = (count: number) =>
  Array.from({ length: count }, (_, i) => `192.0.2.${i + 1}`).join(', ');

function scenario({ records, resolvers, clients, backends = 3, duration = '20m' }: Setup): string {
  return `version: 1
name: blamed
duration: ${duration}
replications: 16
zone:
  name: example.com
  records:
${records ?? `    - { name: app, type: A, ttl: 60, values: [${addresses(backends)}] }`}
resolvers:
${resolvers ?? '  - { name: isp, profile: pdns-recursor, count: 20 }'}
clients:
${clients}
backends:
${Array.from({ length: backends }, (_, i) => `  - { name: web-${i + 1}, address: 192.0.2.${i + 1} }`).join('\n')}
`;
}

const users = (name: string, more: string, rate = 5) =>
  `  - { name: ${name}, resolvers: isp, lookup: app.example.com, arrivals: { poisson: ${rate}/s }, ${more} }`;

const weighted = Array.from(
  { length: 20 },
  (_, i) =>
    `    - { name: app, type: A, ttl: 60, routing: weighted, setIdentifier: web-${i + 1}, weight: 1, value: 192.0.2.${i + 1} }`,
).join('\n');

/** What each setup should be blamed on first, and what takes it away. */
const SETUPS: Readonly<
  Record<string, Setup & { readonly blamed: string; readonly set: string[] }>
> = {
  'an order that resolvers freeze': {
    clients: users('scripts', 'profile: one-shot'),
    blamed: 'order resolvers isp',
    set: ['resolvers.isp.orderOnHit=shuffle', 'resolvers.isp.orderOnJoin=shuffle'],
  },
  'caches of clients, behind resolvers that shuffle': {
    resolvers:
      '  - { name: isp, profile: ideal, count: 20, orderOnMiss: shuffle, orderOnHit: shuffle }',
    clients: users('apps', 'profile: one-shot, count: 30, dns: { fixed: 60s }'),
    blamed: 'kept clients apps',
    set: ['clients.apps.dns=none'],
  },
  'connections, behind resolvers that shuffle': {
    resolvers:
      '  - { name: isp, profile: ideal, count: 20, orderOnMiss: shuffle, orderOnHit: shuffle }',
    clients: users('pools', 'profile: one-shot, count: 30, pool: { idle: 60s }', 5),
    blamed: 'kept clients pools',
    set: ['clients.pools.pool=none'],
  },
  'connections, behind resolvers that freeze orders': {
    clients: users('pools', 'profile: one-shot, count: 30, pool: { idle: 60s }', 5),
    blamed: 'kept clients pools',
    set: ['clients.pools.pool=none'],
  },
  'twenty answers of one address': {
    records: weighted,
    backends: 20,
    resolvers: '  - { name: isp, profile: ideal, count: 20 }',
    clients: users('scripts', 'profile: one-shot'),
    blamed: 'content resolvers isp',
    set: ['zone.records.*.ttl=0'],
  },
  'two groups, one of which keeps connections': {
    resolvers: [
      '  - { name: isp, profile: pdns-recursor, count: 3 }',
      '  - { name: office, profile: ideal, count: 10, orderOnMiss: shuffle, orderOnHit: shuffle }',
    ].join('\n'),
    clients: [
      users('scripts', 'profile: one-shot', 15),
      users('pools', 'profile: one-shot, count: 20, pool: { idle: 60s }', 5).replace(
        'resolvers: isp',
        'resolvers: office',
      ),
    ].join('\n'),
    blamed: 'order resolvers isp',
    set: ['resolvers.isp.orderOnHit=shuffle', 'resolvers.isp.orderOnJoin=shuffle'],
  },
  'a sort by the longest common prefix': {
    clients: users('old', 'profile: legacy-rule9, dns: none, subnet: 192.0.2.2/31'),
    resolvers: '  - { name: isp, profile: ideal, count: 20 }',
    blamed: 'fixed clients old',
    set: ['clients.old.sort=verbatim'],
  },
};

describe('blame', () => {
  it.each(Object.entries(SETUPS))(
    'finds %s, and says what is left without it',
    async (_, setup) => {
      const study = read(scenario(setup));
      const result = await run(study);
      const found = blame(result, study.scenario);
      const [first] = found.causes;
      if (!first?.group) throw new Error('nobody is blamed');
      expect(`${first.cause} ${first.group.kind} ${first.group.name}`).toBe(setup.blamed);
      expect(first.removal?.set).toEqual(setup.set);
      const changed = without(first, study.scenario);
      if (changed === null) throw new Error('nothing removes it');
      // What the keys say, written into the scenario, is what was run.
      expect(read(scenario(setup), { set: setup.set }).scenario.clients).toEqual(changed.clients);
      expect(read(scenario(setup), { set: setup.set }).scenario.resolvers).toEqual(
        changed.resolvers,
      );
      expect(read(scenario(setup), { set: setup.set }).scenario.zones).toEqual(changed.zones);
      const { checked, without: predicted } = checkedBy(
        first,
        await run({ ...study, scenario: changed }),
      );
      expect(predicted).toHaveProperty('cvSquared');
      expect(Math.abs(checked?.standardErrors as number)).toBeLessThan(ERRORS);
      expect(checked?.cvSquared?.mean).toBeLessThan(
        (result.skew.whole.cvSquared?.mean as number) / 2,
      );
      const sum = found.causes.reduce((all, { share }) => all + share, 0);
      expect(sum).toBeCloseTo(1, 9);
    },
  );
});
