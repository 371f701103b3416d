import { describe, expect, it } from 'vitest';
import { emptyAnswer } from '../../sim/authority/answer.ts';
import { Authority } from '../../sim/authority/authority.ts';
import { Addresses } from '../../sim/backends/addresses.ts';
import { Engine } from '../../sim/engine/engine.ts';
import { Recorder } from '../../sim/metrics/recorder.ts';
import { streamsOf } from '../../sim/random/streams.ts';
import { chiSquare, limitAt1e6 } from '../support/chi-square.ts';
import { asked, multivalueRecords } from '../support/scenarios.ts';
import { checked, checkOf, plainZone, worldOf } from './world.ts';

const weighted = (...weights: number[]) =>
  multivalueRecords(weights.length, 60).map((record, i) => ({
    ...record,
    routing: 'weighted',
    settings: { weight: weights[i] as number },
  }));

const counts = (answers: readonly (readonly number[])[], size: number) =>
  Array.from({ length: size }, (_, row) => answers.filter((rows) => rows.includes(row)).length);
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

describe('multivalue with health checks (route53.md section 1)', () => {
  it('answers with the healthy ones, and with all again once they are', () => {
    const world = worldOf(checked(multivalueRecords(4, 60)));
    world.say(false, [1, 3]);
    for (const answer of world.ask(20)) expect(answer.toSorted()).toEqual([0, 2]);
    expect(world.intended()).toEqual([0.5, 0, 0.5, 0]);
    world.say(true, [1, 3]);
    for (const answer of world.ask(20)) expect(answer.toSorted()).toEqual([0, 1, 2, 3]);
  });
  it('with more than eight healthy answers with a random eight of them', () => {
    const world = worldOf(checked(multivalueRecords(14, 60)));
    world.say(false, [0, 5]);
    const answers = world.ask(40_000);
    for (const answer of answers) expect(new Set(answer).size).toBe(8);
    const named = counts(answers, 14);
    expect([named[0], named[5]]).toEqual([0, 0]);
    // Any place of a k-of-N answer: X²·(N−1)/(N−k) (model.md part 6).
    const healthy = named.filter((count) => count > 0);
    expect((chiSquare(healthy) * 11) / (12 - 8)).toBeLessThan(limitAt1e6(11));
  });
  it.each([
    [3, 3],
    [12, 8],
  ])('with none of %s healthy answers with up to eight of all: %s', (count, size) => {
    const world = worldOf(checked(multivalueRecords(count, 60)));
    world.say(false, range(0, count));
    const answers = world.ask(500);
    for (const answer of answers) expect(new Set(answer).size).toBe(size);
    expect(counts(answers, count).every((named) => named > 0)).toBe(true);
  });
  it('a member without a check gets everything when all checked ones fail', () => {
    const world = worldOf(checked(multivalueRecords(5, 60), range(0, 4)));
    world.say(false, range(0, 4));
    expect(world.ask(3)).toEqual([[4], [4], [4]]);
    expect(world.intended()).toEqual([0, 0, 0, 0, 1]);
  });
});

describe('weighted with health checks (route53.md section 3.2)', () => {
  it.each<[string, number[], number[], number[]]>([
    ['10/20/20 without its third is 1/3 to 2/3', [10, 20, 20], [2], [1 / 3, 2 / 3, 0]],
    ['weight 0 waits while some other is healthy', [0, 3, 1], [1], [0, 0, 1]],
    ['weight 0 answers when every other is unhealthy', [0, 3, 1, 0], [1, 2], [0.5, 0, 0, 0.5]],
    ['an unhealthy weight 0 stays out', [0, 3, 1, 0], [0, 1, 2], [0, 0, 0, 1]],
    ['none healthy is as if all were', [0, 3, 1], [0, 1, 2], [0, 0.75, 0.25]],
    ['all weights 0: the healthy ones equally', [0, 0, 0], [1], [0.5, 0, 0.5]],
    ['all weights 0, none healthy: all equally', [0, 0], [0, 1], [0.5, 0.5]],
  ])('%s', (_title, weights, unhealthy, shares) => {
    const world = worldOf(checked(weighted(...weights)));
    world.say(false, unhealthy);
    expect(world.intended()).toEqual(shares.map((share) => expect.closeTo(share, 12)));
    const answers = world.ask(20_000);
    const live = range(0, weights.length).filter((row) => (shares[row] as number) > 0);
    const drawn = counts(answers, weights.length);
    expect(live.reduce((sum, row) => sum + (drawn[row] as number), 0)).toBe(20_000);
    if (live.length > 1) {
      const statistic = chiSquare(
        live.map((row) => drawn[row] as number),
        live.map((row) => shares[row] as number),
      );
      expect(statistic).toBeLessThan(limitAt1e6(live.length - 1));
    }
  });
});

describe('statuses at the edges', () => {
  it('are told of an inverted check as it answers, not as its checkers find', () => {
    const records = multivalueRecords(2, 60);
    const checks = records.map(({ setIdentifier }) => ({
      ...checkOf(setIdentifier),
      inverted: setIdentifier === 'web-1',
    }));
    const world = worldOf(checked(records), {}, checks);
    world.say(false, [0, 1]);
    expect(world.authority.statusChanges().map(({ healthy }) => healthy)).toEqual([true, false]);
  });

  it('reach each after a lag of its own, and a later one never overtakes an earlier one', () => {
    const world = worldOf(checked(multivalueRecords(2, 60)), { count: 200 });
    const { authority, engine } = world;
    world.say(false, [0], 10);
    engine.run(2);
    world.say(true, [0], 10);
    const [down, up] = authority.statusChanges();
    expect(down).toMatchObject({ check: 'web-1 up', backend: 0, healthy: false, decidedAt: 0 });
    expect(up).toMatchObject({ healthy: true, decidedAt: 2 });
    expect(down?.firstEdgeAt).toBeLessThan(0.5);
    expect(down?.lastEdgeAt).toBeGreaterThan(9.5);
    expect(up?.lastEdgeAt).toBeGreaterThanOrEqual(down?.lastEdgeAt as number);
    const full = authority.initial(0, 0);
    const states = range(0, 200).map(() => 0);
    authority.onEdgeChange((edge) => {
      const version = authority.decisionAt(edge, 0, 0);
      states[edge] = (states[edge] as number) + (version === full ? 10 : 1);
    });
    engine.run(20);
    // Edges that had heard the first before it was watched hear the second only.
    expect(new Set(states)).toEqual(new Set([10, 11]));
    expect(range(0, 200).every((edge) => authority.decisionAt(edge, 0, 0) === full)).toBe(true);
  });
  it('make no generation, and go together with record changes, each after its own lag', () => {
    const world = worldOf(checked(weighted(1, 1, 2)));
    const { authority, engine } = world;
    const set = (weight: number) =>
      authority.change(
        {
          name: 'shift',
          at: { name: 'constant', settings: 0 },
          curve: { bin: null, until: null, at: null },
          verb: 'set',
          record: { name: 'app.example.com', type: 'A', setIdentifier: 'web-2' },
          change: { weight },
        },
        streamsOf('lag', 1),
      );
    world.say(false, [0]);
    expect(world.generation()).toBe(0);
    set(6);
    engine.run(engine.now + 1);
    expect(world.generation()).toBe(1);
    expect(world.intended()).toEqual([0, 0.75, 0.25]);
    world.say(true, [0]);
    expect(world.generation()).toBe(1);
    expect(world.intended()).toEqual([1 / 9, 6 / 9, 2 / 9].map((x) => expect.closeTo(x, 12)));
  });
  it('that answer alike are one version', () => {
    const world = worldOf(checked(multivalueRecords(3, 60)));
    const all = world.authority.decisionAt(0, 0, 0);
    world.say(false, [0]);
    const without = world.authority.decisionAt(0, 0, 0);
    world.say(false, [1, 2]);
    expect(world.authority.decisionAt(0, 0, 0)).toBe(all);
    world.say(true, [1, 2]);
    expect(world.authority.decisionAt(0, 0, 0)).toBe(without);
  });
});

describe('a backend that is added', () => {
  it('brings a name into being: negative answers before, and a generation of its own', () => {
    const records = multivalueRecords(2, 60);
    const engine = new Engine(0);
    const recorder = new Recorder(0, 100, 100);
    const addresses = new Addresses(
      records.map(({ setIdentifier, values }) => ({
        name: setIdentifier,
        addresses: values,
        targetShare: null,
        region: null,
        zone: null,
        server: null,
      })),
    );
    const zone = { ...plainZone, records: [], edges: { ...plainZone.edges, count: 1 } };
    const authority = new Authority(
      { ...asked([zone]), additions: records },
      engine,
      recorder,
      addresses,
    );
    recorder.open();
    recorder.nextWindow();
    expect(authority.longest).toBe(2);
    const out = emptyAnswer(2);
    const stream = streamsOf('new', 1)('answer', 'x');
    const ask = () => {
      authority.ask(0, 0, 0, 0, 0, stream, out);
      return [out.count, out.ttl, out.generation];
    };
    expect(ask()).toEqual([0, 900, 0]);
    for (const record of records) {
      authority.change(
        {
          name: record.setIdentifier,
          at: { name: 'constant', settings: 0 },
          curve: { bin: null, until: null, at: null },
          verb: 'addBackend',
          backend: record.setIdentifier,
          records: [record],
        },
        streamsOf('new', 1),
      );
    }
    engine.run(1);
    expect(ask()).toEqual([2, 60, 2]);
    expect(authority.measured().byKind).toEqual([
      { name: 'app.example.com', type: 'A', policy: 'multivalue', code: 'NOERROR', queries: 1 },
      { name: 'app.example.com', type: 'A', policy: 'none', code: 'NXDOMAIN', queries: 1 },
    ]);
  });
});
