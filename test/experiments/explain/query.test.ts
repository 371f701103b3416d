import { describe, expect, it } from 'vitest';
import { explainQuery } from '../../../experiments/explain/query/index.ts';
import type { Query } from '../../../experiments/explain/query-explanation.ts';
import { loadScenario, parseScenario } from '../../../scenarios/format/index.ts';
import { simulate } from '../../../sim/simulate.ts';

const TREE = new URL('../../../scenarios/nested-alias-tree.yaml', import.meta.url).pathname;
const ask = (query: Partial<Query>, text?: string) =>
  explainQuery(
    text === undefined ? loadScenario(TREE) : parseScenario(text, { file: 'small.yaml' }),
    {
      name: 'app.example.com',
      type: 'A',
      from: 'users',
      atSeconds: 0,
      ...query,
    },
  );
const chances = (query: Partial<Query>, text?: string) =>
  ask(query, text).answers.map(({ probability, by }) => [probability, by.at(-1)]);
const told = (query: Partial<Query>, text?: string) =>
  ask(query, text).steps.map(({ depth, text: words }) => `${'. '.repeat(depth)}${words}`);

const zone = (records: string, more = '') => `version: 1
name: small
duration: 10m
zone: { name: example.com, ttl: 60, edges: { recordLag: { uniform: [10s, 60s] } }, records: [${records}] }
resolvers: [{ name: isp, profile: ideal }]
clients: [{ name: users, profile: one-shot, resolvers: isp, lookup: app.example.com, arrivals: { poisson: 5/s } }]
${more}`;

describe('the walk from a question to record sets', () => {
  it('follows aliases, with the probability of every answer', () => {
    expect(chances({})).toEqual([
      [0.75, 'eu-a.example.com A'],
      [0.25, 'us.example.com'],
    ]);
    expect(told({}).slice(0, 6)).toEqual([
      'app.example.com A is in the zone example.com',
      '2 record sets of app.example.com A, weighted',
      '. eu: healthy (eu.example.com has a healthy record set); weight 3',
      '. us: healthy (us.example.com has a healthy record set); weight 1',
      'all may answer',
      'eu, with 75 % (weight 3 of 4): an alias, answered as eu.example.com',
    ]);
  });

  it('backs out of what is expected to be down by then, and says on what grounds', () => {
    const { state, steps } = ask({ atSeconds: 12 * 60 });
    expect(state).toContain(
      'first pool from 480 s: the health check a-1 is expected to be unhealthy at an edge from 513.7 s on (mean detection and lag; a run draws them)',
    );
    expect(steps.map(({ text }) => text)).toContain(
      'first: unhealthy (eu-a.example.com has no healthy record set, so it is backed out of); the primary',
    );
    expect(chances({ atSeconds: 12 * 60 })[0]).toEqual([0.75, 'eu-b.example.com A']);
    expect(chances({ atSeconds: 25 * 60 })).toEqual([[1, 'us.example.com']]);
  });

  it('tells a last resort from a choice', () => {
    const set = [
      'zone.records[setIdentifier=us].healthCheck=a-1',
      'zone.records[setIdentifier=us].alias.evaluateTargetHealth=false',
    ];
    const study = loadScenario(TREE, { set });
    const query = { name: 'app.example.com', type: 'A', from: 'users', atSeconds: 25 * 60 };
    const steps = explainQuery(study, query).steps.map(
      ({ depth, text }) => `${'. '.repeat(depth)}${text}`,
    );
    expect(steps).toContain('last resort: none is healthy, so all are taken to be');
    expect(steps).toContain('. . last resort: none is healthy, so all are taken to be');
  });

  it('applies changes of records at stated times, and says which edges have them', () => {
    const records =
      '{ name: app, type: A, routing: weighted, weight: 1, setIdentifier: x, value: 192.0.2.1 }, { name: app, type: A, routing: weighted, weight: 0, setIdentifier: y, value: 192.0.2.2 }';
    const text = zone(
      records,
      'events: [{ at: 2m, set: { name: app, setIdentifier: y, weight: 3 } }, { at: { uniform: [1m, 2m] }, name: surprise, set: { name: app, setIdentifier: x, weight: 3 } }]',
    );
    expect(chances({ atSeconds: 119 }, text)).toEqual([[1, 'x']]);
    expect(chances({ atSeconds: 121 }, text)).toEqual([
      [0.25, 'x'],
      [0.75, 'y'],
    ]);
    const [drawn, early] = ask({ atSeconds: 125 }, text).state;
    expect(drawn).toBe('surprise is not considered: its time is drawn in each replication');
    expect(early).toMatch(
      /was at 120 s: no edge has it before 130 s; told as at an edge that has it$/,
    );
    expect(ask({ atSeconds: 150 }, text).state[1]).toMatch(/first edges may have it since 130 s/);
    expect(ask({ atSeconds: 300 }, text).state[1]).toMatch(/all edges have it since 180 s$/);
  });

  it('follows a CNAME, names a wildcard, and tells a name that is not there', () => {
    const text = zone(
      '{ name: app, type: A, value: 192.0.2.1 }, { name: www, type: CNAME, value: app.example.com }, { name: "*.dev", type: A, value: 192.0.2.9 }',
    );
    expect(ask({ name: 'www.example.com' }, text).answers).toEqual([
      {
        probability: 1,
        code: 'NOERROR',
        by: ['www.example.com', 'app.example.com', 'app.example.com'],
        values: ['192.0.2.1'],
        size: 1,
        ttlSeconds: [60],
      },
    ]);
    expect(told({ name: 'a.dev.example.com' }, text)[0]).toBe(
      'a.dev.example.com A is in the zone example.com, as *.dev.example.com',
    );
    expect(ask({ name: 'gone.example.com' }, text).answers[0]).toMatchObject({
      code: 'NXDOMAIN',
      ttlSeconds: [900],
    });
    expect(() => ask({ name: 'a.org' }, text)).toThrow('a.org is in no zone of this scenario');
    expect(() => ask({ name: 'app' }, text)).toThrow('write it in full: app.example.com');
    expect(() => ask({ from: 'them' }, text)).toThrow(
      'no resolver group or client group is called them',
    );
  });

  it('gives up a chain of CNAMEs that is too long, as an answer of its own', () => {
    const chain = Array.from(
      { length: 12 },
      (_, i) => `{ name: a${i}, type: CNAME, value: a${i + 1}.example.com }`,
    );
    const text = zone(
      [
        '{ name: app, type: A, value: 192.0.2.1 }',
        '{ name: a12, type: A, value: 192.0.2.2 }',
        ...chain,
      ].join(', '),
    );
    expect(ask({ name: 'a0.example.com' }, text).answers).toMatchObject([
      { probability: 1, code: 'SERVFAIL', values: [] },
    ]);
    expect(ask({ name: 'a1.example.com' }, text).answers).toMatchObject([
      { probability: 1, code: 'NOERROR', values: ['192.0.2.2'] },
    ]);
  });

  it('gives the probabilities that a run shows', () => {
    const { scenario } = loadScenario(TREE);
    const short = { ...scenario, duration: 470, warmup: 0, window: 470, events: [] };
    const { answers } = simulate(short, 1, 1).authority;
    const total = answers.reduce((sum, { first }) => sum + first, 0);
    for (const { probability, values } of ask({}).answers) {
      const count = answers
        .filter(({ value }) => values.includes(value))
        .reduce((sum, { first }) => sum + first, 0);
      const error = Math.sqrt((probability * (1 - probability)) / total);
      expect(Math.abs(count / total - probability)).toBeLessThan(4 * error);
    }
  });
});
