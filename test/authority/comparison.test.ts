import { describe, expect, it } from 'vitest';
import { NOWHERE } from '../../sim/authority/origin.ts';
import { AdaptedTtls } from '../../sim/authority/routing/adaptive-ttl.ts';
import { routingPolicies } from '../../sim/authority/routing/index.ts';
import type { Asker, Chooser, RoutingContext } from '../../sim/authority/routing/policy.ts';
import { NO_SOURCES, type Sources } from '../../sim/authority/sources.ts';
import { byName } from '../../sim/plugin.ts';
import { streamsOf } from '../../sim/random/streams.ts';
import type { RecordSpec, ZoneSpec } from '../../sim/scenario.ts';
import { multivalueRecords, scenarioOf } from '../support/scenarios.ts';

const [zone] = scenarioOf({}).zones as [ZoneSpec];
const stream = streamsOf('comparison', 1)('answer', 'x');

const records = (routing: string, count: number, settings: object = {}): RecordSpec[] =>
  multivalueRecords(count, 240).map((record) => ({
    ...record,
    routing,
    settings: { ...record.settings, ...settings },
  }));
const remembering = (own: Partial<ZoneSpec> = {}): RoutingContext => {
  const memories: unknown[] = [];
  return {
    zone: { ...zone, ...own },
    origin: NOWHERE,
    memory<T>(begin: () => T) {
      if (memories.length === 0) memories.push(begin());
      return memories[0] as T;
    },
  };
};
const prepared = (group: readonly RecordSpec[], context = remembering()) =>
  byName(routingPolicies, group[0]?.routing ?? '').prepare(group, context) as Chooser;
const asker = (change: Partial<Asker> = {}): Asker => ({
  id: 0,
  site: 0,
  source: 0,
  sources: NO_SOURCES,
  ...change,
});
/** Requests and look-ups per second by source. */
const sourcesOf = (rates: readonly number[]): Sources => {
  const requests = rates.reduce((sum, rate) => sum + rate, 0);
  return {
    weight: Float64Array.from(rates, (rate) => rate / requests),
    lookups: Float64Array.from(rates),
    requests,
    count: rates.filter((rate) => rate > 0).length,
  };
};
const zipf = sourcesOf(Array.from({ length: 20 }, (_, i) => 0.4633 / (i + 1)));
const chosen = new Int32Array(8);
const choices = (chooser: Chooser, count: number, of: (i: number) => Partial<Asker> = () => ({})) =>
  Array.from({ length: count }, (_, i) => {
    chooser.choose(stream, asker(of(i)), chosen);
    return chosen[0] as number;
  });

describe('round-robin', () => {
  it('answers with each record set in turn, whoever asks', () => {
    const rows = choices(prepared(records('round-robin', 5)), 50, (i) => ({ source: i % 7 }));
    for (const [i, row] of rows.entries()) expect(row).toBe(((rows[0] as number) + i) % 5);
  });

  it('goes round for every edge by itself', () => {
    const own = choices(prepared(records('round-robin', 4)), 40, (i) => ({ site: i % 2 }));
    for (const site of [0, 1]) {
      const rows = own.filter((_, i) => i % 2 === site);
      for (const [i, row] of rows.entries()) expect(row).toBe(((rows[0] as number) + i) % 4);
    }
  });

  it('goes on where it was when the members change', () => {
    const context = remembering();
    const group = records('round-robin', 4);
    const [all, three] = [prepared(group, context), prepared(group.slice(0, 3), context)];
    const [last] = choices(all, 1);
    const next = (((last as number) + 1) % 4) % 3;
    for (const [i, row] of choices(three, 6).entries()) expect(row).toBe((next + i) % 3);
  });
});

describe('round-robin-2', () => {
  it('has a turn for hot sources and one for the others', () => {
    const rows = choices(prepared(records('round-robin-2', 7)), 70, (i) => ({
      sources: zipf,
      source: i % 20,
    }));
    // Above the average of 1/20 are the first five of a Zipf population of 20.
    const parts = [(source: number) => source < 5, (source: number) => source >= 5];
    for (const isOfPart of parts) {
      const own = rows.filter((_, i) => isOfPart(i % 20));
      for (const [i, row] of own.entries()) expect(row).toBe(((own[0] as number) + i) % 7);
    }
  });

  it('takes as hot what the scenario says', () => {
    const rows = choices(prepared(records('round-robin-2', 3, { hotAbove: 1 })), 30, (i) => ({
      sources: zipf,
      source: i % 20,
    }));
    for (const [i, row] of rows.entries()) expect(row).toBe(((rows[0] as number) + i) % 3);
  });
});

describe('least-assigned', () => {
  const weightOf = (source: number, ttl: number) =>
    1 + zipf.requests * (zipf.weight[source] as number) * ttl;

  it('keeps the loads assigned within one answer of each other', () => {
    const sources = Array.from({ length: 2000 }, () => stream.below(20));
    const rows = choices(prepared(records('least-assigned', 7)), 2000, (i) => ({
      sources: zipf,
      source: sources[i] as number,
    }));
    const loads = new Array<number>(7).fill(0);
    rows.forEach((row, i) => {
      loads[row] = (loads[row] as number) + weightOf(sources[i] as number, 240);
    });
    const heaviest = weightOf(0, 240);
    expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(heaviest);
    expect(Math.max(...loads)).toBeGreaterThan(20 * heaviest);
  });

  it('gives each record set its part by capacity', () => {
    const group = records('least-assigned', 4).map((record, i) => ({
      ...record,
      settings: { capacity: i + 1 },
    }));
    const chooser = prepared(group);
    const counts = new Array<number>(4).fill(0);
    for (const row of choices(chooser, 10_000, () => ({ sources: zipf, source: 3 })))
      counts[row] = (counts[row] as number) + 1;
    const share = new Float64Array(4);
    chooser.intended(share);
    for (const [i, count] of counts.entries()) {
      expect(share[i]).toBeCloseTo((i + 1) / 10, 12);
      expect(Math.abs(count - 1000 * (i + 1))).toBeLessThanOrEqual(4);
    }
  });

  it('does not make up for the time that a member was away', () => {
    const context = remembering();
    const group = records('least-assigned', 3);
    const [all, two] = [prepared(group, context), prepared(group.slice(0, 2), context)];
    const sources = { sources: zipf, source: 0 };
    choices(all, 30, () => sources);
    choices(two, 300, () => sources);
    const rows = choices(all, 9, () => sources);
    expect(rows.filter((row) => row === 2).length).toBeLessThanOrEqual(4);
  });
});

describe('adaptive TTLs', () => {
  const adapted = (
    settings: Partial<ConstructorParameters<typeof AdaptedTtls>[0]>,
    capacities: readonly number[] = [1, 1],
  ) =>
    new AdaptedTtls(
      { by: 'source', classes: 'each', sameQueryRate: false, ...settings },
      240,
      capacities,
      null,
    );
  const rateAt = (ttls: AdaptedTtls) =>
    zipf.lookups.reduce(
      (sum, rate, source) => sum + 1 / (ttls.meant(zipf, source, 0) + 1 / rate),
      0,
    );
  const constant = zipf.lookups.reduce((sum, rate) => sum + 1 / (240 + 1 / rate), 0);

  it('are inverse to the weight of the source: TTL/K', () => {
    const ttls = adapted({});
    const steered = [...zipf.weight].map((weight, source) => weight * ttls.meant(zipf, source, 0));
    for (const one of steered) expect(one).toBeCloseTo(240 / 20, 10);
  });

  it('are two for hot sources and the others: TTL/2', () => {
    const ttls = adapted({ classes: 2 });
    const meant = zipf.weight.map((_, source) => ttls.meant(zipf, source, 0));
    expect(new Set(meant.slice(0, 5)).size).toBe(1);
    expect(new Set(meant.slice(5)).size).toBe(1);
    const mean = (part: Float64Array) => part.reduce((sum, w) => sum + w, 0) / part.length;
    expect((meant[5] as number) / (meant[0] as number)).toBeCloseTo(
      mean(zipf.weight.slice(0, 5)) / mean(zipf.weight.slice(5)),
      10,
    );
  });

  it('are as many as there are classes, which carry equal parts of the load', () => {
    const meant = zipf.weight.map((_, source) => adapted({ classes: 3 }).meant(zipf, source, 0));
    expect(new Set(meant).size).toBe(3);
    expect([...meant]).toEqual([...meant].sort((a, b) => a - b));
  });

  it('are in proportion to the capacity of the server: TTL/S', () => {
    const ttls = adapted({ by: 'capacity' }, [1, 0.5]);
    expect(ttls.meant(zipf, 3, 0)).toBeCloseTo(320, 10);
    expect(ttls.meant(zipf, 3, 1)).toBeCloseTo(160, 10);
  });

  it('go by both: TTL/S_K', () => {
    const ttls = adapted({ by: 'both' }, [1, 0.5]);
    expect(ttls.meant(zipf, 0, 0) / ttls.meant(zipf, 0, 1)).toBeCloseTo(2, 10);
    expect(ttls.meant(zipf, 7, 1) / ttls.meant(zipf, 0, 1)).toBeCloseTo(8, 10);
  });

  it.each([2, 4, 'each'] as const)(
    'in %s classes have the authority asked as often as before, if they are to',
    (classes) => {
      expect(rateAt(adapted({ classes, sameQueryRate: true }))).toBeCloseTo(constant, 12);
      expect(rateAt(adapted({ classes }))).not.toBeCloseTo(constant, 3);
    },
  );

  it('come in whole seconds whose mean is as meant, within 4 standard errors', () => {
    const ttls = adapted({ sameQueryRate: true });
    for (const source of [0, 2, 19]) {
      const meant = ttls.meant(zipf, source, 0);
      const drawn = Array.from({ length: 10_000 }, () =>
        ttls.draw({ sources: zipf, source }, 0, stream),
      );
      const part = meant - Math.floor(meant);
      for (const one of new Set(drawn)) expect(Number.isInteger(one)).toBe(true);
      const mean = drawn.reduce((sum, one) => sum + one, 0) / 10_000;
      expect(Math.abs(mean - meant)).toBeLessThanOrEqual(
        4 * Math.sqrt((part * (1 - part)) / 10_000),
      );
      const law = ttls.law({ sources: zipf, source });
      expect(law.reduce((sum, { chance }) => sum + chance, 0)).toBeCloseTo(1, 12);
      expect(law.reduce((sum, { ttl, chance }) => sum + ttl * chance, 0)).toBeCloseTo(meant, 9);
    }
  });

  it('of nobody in particular are the record’s own', () => {
    expect(adapted({}).meant(NO_SOURCES, 0, 0)).toBe(240);
  });
});

describe('a group that a policy for comparison refuses', () => {
  const check = (group: readonly RecordSpec[]) =>
    byName(routingPolicies, group[0]?.routing ?? '')
      .check(group, zone)
      .map(({ record, key }) => `${record} ${key}`);
  const adaptive = (by: string) => ({ by, classes: 'each', sameQueryRate: true });

  it.each(['round-robin', 'round-robin-2', 'least-assigned'])('%s: unequal TTLs', (routing) => {
    const [a, b] = records(routing, 2) as [RecordSpec, RecordSpec];
    expect(check([a, b])).toEqual([]);
    expect(check([a, { ...b, ttl: 60 }])).toEqual(['1 ttl']);
    expect(check([{ ...a, type: 'NS' }])).toEqual(['0 type']);
  });

  it('states one setting of the group twice, and differently', () => {
    const [a, b] = records('round-robin', 2) as [RecordSpec, RecordSpec];
    const by = (record: RecordSpec, how: string) => ({
      ...record,
      settings: { adaptiveTtl: adaptive(how) },
    });
    expect(check([by(a, 'source'), by(b, 'source')])).toEqual([]);
    expect(check([by(a, 'source'), b])).toEqual([]);
    expect(check([by(a, 'source'), by(b, 'both')])).toEqual(['1 adaptiveTtl']);
  });

  it('states capacities that nothing goes by', () => {
    const of = (routing: string, settings: object) =>
      check(records(routing, 1, { capacity: 2, ...settings }));
    expect(of('round-robin', {})).toEqual(['0 capacity']);
    expect(of('round-robin', { adaptiveTtl: adaptive('source') })).toEqual(['0 capacity']);
    expect(of('round-robin-2', { adaptiveTtl: adaptive('both') })).toEqual([]);
    expect(of('least-assigned', {})).toEqual([]);
  });
});
