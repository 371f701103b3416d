import { describe, expect, it } from 'vitest';
import { unpredictedInPrinciple } from '../../sim/metrics/unpredicted.ts';
import type { RecordSpec, Scenario } from '../../sim/scenario.ts';
import { multivalueRecords, resolverGroup, scenarioOf } from '../support/scenarios.ts';

const [record] = multivalueRecords(1, 60) as [RecordSpec];
const withRecords = (records: readonly RecordSpec[], change: Partial<Scenario> = {}): Scenario => {
  const plain = scenarioOf({
    backends: 2,
    resolver: { orderOnHit: { name: 'shuffle', settings: null } },
  });
  return { ...plain, zones: plain.zones.map((zone) => ({ ...zone, records })), ...change };
};
const why = (scenario: Scenario) => unpredictedInPrinciple(scenario, false);

describe('expected CV² is not had', () => {
  it('where a CNAME chooses among names, but where it is the only one', () => {
    const cnames = ['a', 'b'].map((name) => ({
      ...record,
      type: 'CNAME',
      routing: 'weighted',
      settings: { weight: 1 },
      setIdentifier: name,
      values: [`${name}.example.com`],
    }));
    const ends = ['a', 'b'].map((name) => ({ ...record, name: `${name}.example.com` }));
    expect(why(withRecords([...cnames, ...ends]))).toBe(
      'a CNAME chooses among names, and what is behind it follows that choice',
    );
    expect(why(withRecords([...cnames.slice(0, 1), ...ends]))).toBeNull();
  });

  it('where resolvers in several places get different answers', () => {
    const area = (code: string, i: number): RecordSpec => ({
      ...record,
      routing: 'geolocation',
      setIdentifier: code,
      settings: { geoLocation: { countryCode: code } },
      values: [`192.0.2.${i}`],
    });
    const place = (name: string, country: string) => ({
      name,
      region: null,
      continent: 'EU',
      country,
      subdivision: null,
      coordinates: null,
    });
    const network = {
      ...withRecords([]).network,
      places: [place('fra', 'DE'), place('par', 'FR')],
    };
    const records = [area('DE', 1), area('*', 2)];
    const askedFrom = (...names: readonly string[]) => {
      const resolvers = names.map((name) => ({ ...resolverGroup(name, 1), place: name }));
      const used = names.map((group) => ({ group, share: 1 / names.length }));
      const plain = withRecords(records, { network, resolvers });
      return { ...plain, clients: plain.clients.map((group) => ({ ...group, resolvers: used })) };
    };
    expect(why(askedFrom('fra', 'par'))).toBe('answers depend on where the query comes from');
    expect(why(askedFrom('fra'))).toBeNull();
  });
});
