/** What every routing policy promises, whoever wrote it. A new one adds a group of its own to the fixtures. */
import { describe, expect, it } from 'vitest';
import { NOWHERE, type Origin, originOf } from '../../sim/authority/origin.ts';
import { routingPolicies } from '../../sim/authority/routing/index.ts';
import type { Chooser, RoutingContext } from '../../sim/authority/routing/policy.ts';
import { NO_SOURCES } from '../../sim/authority/sources.ts';
import { streamsOf } from '../../sim/random/streams.ts';
import type { RecordSpec, ZoneSpec } from '../../sim/scenario.ts';
import { failoverRecords, multivalueRecords, scenarioOf } from '../support/scenarios.ts';

interface Fixture {
  /** A group as the API takes it. */
  readonly records: readonly RecordSpec[];
  /** From where it is asked; from nowhere in particular. */
  readonly origin?: Origin;
}

const frankfurt = originOf(
  { places: [], rtt: null },
  { place: 'eu-central-1', subnet: { address: '198.51.100.0', prefix: 24 } },
);
const located = (routing: string, ...settings: readonly RecordSpec['settings'][]) =>
  multivalueRecords(settings.length, 60).map((record, i) => ({
    ...record,
    routing,
    settings: settings[i] as RecordSpec['settings'],
  }));

const [simple] = multivalueRecords(1, 60) as [RecordSpec];
const FIXTURES: Readonly<Record<string, Fixture>> = {
  simple: {
    records: [
      { ...simple, routing: 'simple', setIdentifier: '', values: ['192.0.2.1', '192.0.2.2'] },
    ],
  },
  weighted: {
    records: multivalueRecords(3, 60).map((record, i) => ({
      ...record,
      routing: 'weighted',
      settings: { weight: [3, 1, 2][i] },
    })),
  },
  multivalue: { records: multivalueRecords(11, 60) },
  failover: { records: failoverRecords(60) },
  ...Object.fromEntries(
    ['round-robin', 'round-robin-2', 'least-assigned'].map((routing) => [
      routing,
      { records: multivalueRecords(3, 60).map((record) => ({ ...record, routing })) },
    ]),
  ),
  latency: {
    records: located('latency', { region: 'us-east-1' }, { region: 'eu-west-1' }),
    origin: frankfurt,
  },
  geolocation: {
    records: located(
      'geolocation',
      { geoLocation: { countryCode: '*' } },
      { geoLocation: { continentCode: 'EU' } },
    ),
    origin: frankfurt,
  },
  geoproximity: {
    records: located(
      'geoproximity',
      { geoProximity: { awsRegion: 'us-east-1', bias: 50 } },
      { geoProximity: { coordinates: { latitude: 48.86, longitude: 2.35 }, bias: 0 } },
    ),
    origin: frankfurt,
  },
  'ip-based': {
    records: located(
      'ip-based',
      { cidr: { collection: 'offices', location: '*' } },
      { cidr: { collection: 'offices', location: 'berlin' } },
    ),
    origin: frankfurt,
  },
};

const nobody = { id: 0, site: 0, source: 0, sources: NO_SOURCES };
const [plain] = scenarioOf({}).zones as [ZoneSpec];
const zone: ZoneSpec = {
  ...plain,
  cidrCollections: [
    { name: 'offices', locations: [{ name: 'berlin', blocks: ['198.51.100.0/24'] }] },
  ],
};

function contextOf(origin: Origin): RoutingContext {
  const memories: unknown[] = [];
  return {
    zone,
    origin,
    memory<T>(begin: () => T) {
      if (memories.length === 0) memories.push(begin());
      return memories[0] as T;
    },
  };
}

it('has a group of every routing policy', () => {
  expect(Object.keys(FIXTURES).toSorted()).toEqual(
    routingPolicies.map(({ name }) => name).toSorted(),
  );
});

describe.each(routingPolicies.map((policy) => [policy.name, policy] as const))(
  'routing policy %s',
  (name, policy) => {
    const { records, origin = NOWHERE } = FIXTURES[name] ?? { records: [] };
    const prepare = () => policy.prepare(records, contextOf(origin)) as Chooser;

    it('finds nothing wrong with a right group', () => {
      expect(policy.check(records, zone)).toEqual([]);
    });

    it('has intended shares that sum to 1 and match its answers', () => {
      const shares = new Float64Array(records.length);
      const chooser = prepare();
      chooser.intended(shares);
      expect(shares.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
      const chosen = new Int32Array(records.length);
      const stream = streamsOf('contract', 1)('answer', name);
      const counts = new Array<number>(records.length).fill(0);
      for (let id = 0; id < 20_000; id++) {
        expect(chooser.choose(stream, { ...nobody, id }, chosen)).toBe(chooser.size);
        counts[chosen[0] as number] = (counts[chosen[0] as number] as number) + 1;
      }
      counts.forEach((count, i) => {
        const p = shares[i] as number;
        expect(Math.abs(count / 20_000 - p)).toBeLessThanOrEqual(
          5 * Math.sqrt((p * (1 - p)) / 20_000),
        );
      });
    });

    it('adds to the shares given, and chooses no record set twice in one answer', () => {
      const chooser = prepare();
      const shares = new Float64Array(records.length).fill(1);
      chooser.intended(shares);
      expect(shares.reduce((a, b) => a + b, 0)).toBeCloseTo(1 + records.length, 12);
      const chosen = new Int32Array(records.length);
      const stream = streamsOf('contract', 2)('answer', name);
      for (let id = 0; id < 100; id++) {
        const size = chooser.choose(stream, { ...nobody, id }, chosen);
        expect(new Set(chosen.subarray(0, size)).size).toBe(size);
      }
    });

    it('chooses the same from the same draws', () => {
      const choices = () => {
        const chooser = prepare();
        const stream = streamsOf('contract', 3)('answer', name);
        const chosen = new Int32Array(records.length);
        return Array.from({ length: 50 }, (_, id) => {
          const size = chooser.choose(stream, { ...nobody, id, site: id % 3 }, chosen);
          return [...chosen.subarray(0, size)];
        });
      };
      expect(choices()).toEqual(choices());
    });

    it('gives a lone record set everything, if it answers the origin', () => {
      for (const record of records) {
        const chooser = policy.prepare([record], contextOf(origin));
        if (!chooser) continue;
        const share = new Float64Array(1);
        chooser.intended(share);
        expect(share[0]).toBe(1);
      }
    });
  },
);
