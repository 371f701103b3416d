import { describe, expect, it } from 'vitest';
import { emptyAnswer } from '../../sim/authority/answer.ts';
import { Authority } from '../../sim/authority/authority.ts';
import { find } from '../../sim/authority/zone.ts';
import { Addresses } from '../../sim/backends/addresses.ts';
import { Engine } from '../../sim/engine/engine.ts';
import { Recorder } from '../../sim/metrics/recorder.ts';
import { streamsOf } from '../../sim/random/streams.ts';
import type { RecordSpec, ZoneSpec } from '../../sim/scenario.ts';
import { chiSquare, limitAt1e6 } from '../support/chi-square.ts';
import { asked, multivalueRecords, scenarioOf } from '../support/scenarios.ts';

const [plainZone] = scenarioOf({}).zones as [ZoneSpec];
const zoneOf = (records: RecordSpec[], change: Partial<ZoneSpec> = {}): ZoneSpec => ({
  ...plainZone,
  records,
  ...change,
});
const weightedRecords = (weights: number[]): RecordSpec[] =>
  multivalueRecords(weights.length, 60).map((record, i) => ({
    ...record,
    routing: 'weighted',
    settings: { weight: weights[i] },
  }));
const simpleRecord = (values: number, ttl = 60): RecordSpec => ({
  name: 'app.example.com',
  type: 'A',
  ttl,
  routing: 'simple',
  setIdentifier: '',
  settings: {},
  healthCheck: null,
  alias: null,
  values: Array.from({ length: values }, (_, i) => `192.0.${2 + (i >> 8)}.${i & 255}`),
});

/** Asks a fresh authority `count` times; answers as address rows, which count from 0 in the records' order. */
function ask(zone: ZoneSpec, count: number, asker = 0, name = 'app.example.com') {
  const engine = new Engine(0);
  const recorder = new Recorder(0, 1, 1);
  const values = zone.records.flatMap((record) => record.values);
  const addresses = new Addresses(
    [...new Set(values)].map((value, i) => ({
      name: `b${i}`,
      addresses: [value],
      targetShare: null,
      region: null,
      zone: null,
      server: null,
    })),
  );
  const authority = new Authority(asked([zone], name), engine, recorder, addresses);
  recorder.open();
  const out = emptyAnswer(authority.longest);
  const stream = streamsOf('authority', 1)('answer', 'x');
  return Array.from({ length: count }, () => {
    authority.ask(0, 0, 0, asker, asker, stream, out);
    return { addresses: [...out.addresses.slice(0, out.count)], ttl: out.ttl };
  });
}
const tally = (rows: readonly number[], size: number) =>
  rows.reduce(
    (counts, row) => counts.with(row, (counts[row] as number) + 1),
    new Array<number>(size).fill(0),
  );

describe('simple (route53.md section 2)', () => {
  it('returns all values in random order, up to 400', () => {
    const answers = ask(zoneOf([simpleRecord(400)]), 20);
    for (const { addresses } of answers) expect(new Set(addresses).size).toBe(400);
    expect(answers[0]?.addresses).not.toEqual(answers[1]?.addresses);
  });
  it('puts each value first equally often', () => {
    const firsts = ask(zoneOf([simpleRecord(4)]), 40_000).map(
      ({ addresses }) => addresses[0] as number,
    );
    expect(chiSquare(tally(firsts, 4))).toBeLessThan(limitAt1e6(3));
  });
});

describe('multivalue (route53.md section 1)', () => {
  it('returns all of up to eight, every time', () => {
    for (const { addresses } of ask(zoneOf(multivalueRecords(8, 60)), 50))
      expect(new Set(addresses).size).toBe(8);
  });
  it('returns a random eight of more, each member equally often', () => {
    const answers = ask(zoneOf(multivalueRecords(12, 60)), 40_000);
    expect(answers.every(({ addresses }) => new Set(addresses).size === 8)).toBe(true);
    const counts = tally(
      answers.flatMap(({ addresses }) => addresses),
      12,
    );
    // Any place of a k-of-N answer: X²·(N−1)/(N−k) (model.md part 6).
    expect((chiSquare(counts) * 11) / (12 - 8)).toBeLessThan(limitAt1e6(11));
  });
  it('with selection: sticky gives one asker the same eight, and another asker others', () => {
    const zone = zoneOf(multivalueRecords(20, 60), { selection: 'sticky' });
    const sets = (asker: number) =>
      new Set(
        ask(zone, 20, asker).map(({ addresses }) => addresses.toSorted((a, b) => a - b).join()),
      );
    expect(sets(1).size).toBe(1);
    expect(sets(1)).not.toEqual(sets(2));
  });
  it('carries the least TTL of the members returned, or the first one’s', () => {
    const records = multivalueRecords(3, 60).map((record, i) => ({
      ...record,
      ttl: [60, 20, 40][i] as number,
    }));
    expect(ask(zoneOf(records), 1)[0]?.ttl).toBe(20);
    expect(ask(zoneOf(records, { mixedTtl: 'first' }), 1)[0]?.ttl).toBe(60);
  });
  it('with order: fixed keeps the configured order', () => {
    expect(ask(zoneOf(multivalueRecords(3, 60), { order: 'fixed' }), 2)[1]?.addresses).toEqual([
      0, 1, 2,
    ]);
  });
  it('sends a duplicate value once', () => {
    const records = multivalueRecords(3, 60).map((record, i) =>
      i === 2 ? { ...record, values: ['192.0.2.1'] } : record,
    );
    expect(ask(zoneOf(records), 1)[0]?.addresses.toSorted()).toEqual([0, 1]);
  });
});

describe('weighted (route53.md section 3.2)', () => {
  it.each([[[1, 2, 3, 4]], [[1, 0, 9]], [[0, 0, 0]], [[255, 1]]])(
    'answers with weights %j by w/Σw; zero never, all zero equally',
    (weights) => {
      const total = weights.reduce((a, b) => a + b, 0);
      const answers = ask(zoneOf(weightedRecords(weights)), 40_000);
      expect(answers.every(({ addresses }) => addresses.length === 1)).toBe(true);
      const counts = tally(
        answers.map(({ addresses }) => addresses[0] as number),
        weights.length,
      );
      const live = weights.flatMap((w, i) => (w > 0 || total === 0 ? [i] : []));
      expect(counts.filter((_, i) => !live.includes(i)).every((count) => count === 0)).toBe(true);
      const shares = live.map((i) =>
        total > 0 ? (weights[i] as number) / total : 1 / weights.length,
      );
      expect(
        chiSquare(
          live.map((i) => counts[i] as number),
          shares,
        ),
      ).toBeLessThan(limitAt1e6(live.length - 1));
    },
  );
});

describe('finding names (RFC 1034, RFC 4592)', () => {
  const record = (name: string, type = 'A'): RecordSpec => ({ ...simpleRecord(1), name, type });
  const zones = [
    zoneOf([record('a.b.example.com'), record('*.example.com'), record('t.example.com', 'TXT')]),
    zoneOf([record('x.sub.example.com')], { name: 'sub.example.com' }),
  ];
  it.each([
    ['a.b.example.com', 'NOERROR'],
    ['b.example.com', 'NODATA'],
    ['t.example.com', 'NODATA'],
    ['any.example.com', 'NOERROR'],
    ['c.b.example.com', 'NXDOMAIN'],
    ['y.sub.example.com', 'NXDOMAIN'],
    ['example.com', 'NODATA'],
  ])('%s is %s', (name, code) => {
    expect(find(zones, name, 'A').code).toBe(code);
  });
  it('answers a negative query with the negative TTL', () => {
    expect(ask(zones[1] as ZoneSpec, 1, 0, 'y.sub.example.com')[0]).toEqual({
      addresses: [],
      ttl: 900,
    });
  });
});

it('a change reaches each edge after its own lag, and a later change never overtakes an earlier one', () => {
  const engine = new Engine(0);
  const recorder = new Recorder(0, 1000, 1000);
  const zone = zoneOf(weightedRecords([1, 0]), {
    edges: {
      count: 16,
      recordLag: { name: 'uniform', settings: [0, 60] },
      healthLag: { name: 'constant', settings: 0 },
      pick: 'member',
    },
  });
  const addresses = new Addresses(
    [0, 1].map((i) => ({
      name: `b${i}`,
      addresses: [`192.0.2.${i + 1}`],
      targetShare: null,
      region: null,
      zone: null,
      server: null,
    })),
  );
  const authority = new Authority(asked([zone]), engine, recorder, addresses);
  recorder.open();
  const streams = streamsOf('lag', 1);
  const set = (setIdentifier: string, weight: number) =>
    authority.change(
      {
        name: `${setIdentifier} ${weight}`,
        at: { name: 'constant', settings: 0 },
        curve: { bin: null, until: null, at: null },
        verb: 'set',
        record: { name: 'app.example.com', type: 'A', setIdentifier },
        change: { weight },
      },
      streams,
    );
  set('web-2', 255);
  set('web-1', 0);
  const share = () => authority.intended(Int32Array.of(0, 1), 2)[1] as number;
  let last = 0;
  for (let t = 1; t <= 61; t++) {
    engine.run(t);
    expect(share()).toBeGreaterThanOrEqual(last);
    last = share();
  }
  expect(last).toBe(1);
  engine.run(200);
  expect(share()).toBe(1);
});
