import { expect } from 'vitest';
import type { ZoneSpec } from '../../../sim/scenario.ts';
import { multivalueRecords } from '../../support/scenarios.ts';
import { worldOf } from '../world.ts';
import { rule } from './rules.ts';

rule('3.5e', '“no answer” is NODATA or NXDOMAIN, kept for as long as negative answers', () => {
  const records = multivalueRecords(1, 60).map((record) => ({
    ...record,
    routing: 'geolocation',
    settings: { geoLocation: { countryCode: 'DE' } },
  }));
  const codeOf = (noAnswer: ZoneSpec['noAnswer']) => {
    // Asked from nobody knows where.
    const world = worldOf(records, {}, [], { noAnswer });
    expect(world.ask(3)).toEqual([[], [], []]);
    expect(world.ttl()).toBe(900);
    const { byKind } = world.authority.measured();
    return byKind.filter(({ queries }) => queries > 0).map(({ code }) => code);
  };
  expect([codeOf('nodata'), codeOf('nxdomain')]).toEqual([['NODATA'], ['NXDOMAIN']]);
});
