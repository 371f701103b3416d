/** One zone as three tools write it: what is simulated is the same, but for what AWS gives names to. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ZoneSpec } from '../../../sim/scenario.ts';
import { read, SAMPLE } from '../sample.ts';

const file = (name: string) =>
  readFileSync(new URL(`./same-zone/${name}`, import.meta.url), 'utf8');
const LOOKED_UP = ['', 'www.', 'api.', 'db.', 'status.', 'x.preview.'];
/** A listing knows collections of address blocks by identifier only: they are described beside it. */
const OFFICES =
  'cidrCollections: [{ name: c8c02a84-aaaa-bbbb-e0d2-d833a2f80106, locations: [{ name: office, blocks: [198.51.100.0/24, "2001:db8:1::/48"] }] }]';
const scenario = (files: string) =>
  SAMPLE.replace(
    /zone:[\s\S]*?(?=resolvers:)/,
    `zone: { import: [${files}]${files.includes('record-sets') ? `, ${OFFICES}` : ''} }\n`,
  )
    .replace(
      'lookup: app.example.com',
      `lookup: { ${LOOKED_UP.map((name) => `${name}example.org: ${1 / LOOKED_UP.length}`).join(', ')} }`,
    )
    .replace(
      /backends:[\s\S]*/,
      'backends:\n  - { name: web, address: 203.0.113.11-203.0.113.13 }\n  - { name: db, address: 203.0.113.61-203.0.113.62 }\n',
    );
const imported = (...names: string[]) =>
  read(scenario(names.join(', ')), {
    files: Object.fromEntries(names.map((name) => [name, file(name)])),
  }).scenario;

/** By what checks probe or are made of: their names are identifiers that AWS gives. */
function withoutGivenNames({ records, healthChecks, cidrCollections, ...zone }: ZoneSpec) {
  const called = new Map(
    healthChecks.map((check) => [check.name, 'backend' in check ? check.backend : 'calculated']),
  );
  const name = (given: string | null) => (given === null ? null : (called.get(given) ?? given));
  const isOfTheZone = ({ type }: { type: string }) => type === 'NS' || type === 'SOA';
  return {
    ...zone,
    cidrCollections: cidrCollections.map((collection) => ({ ...collection, name: '' })),
    records: records
      .filter((record) => !isOfTheZone(record))
      .map((record) => ({
        ...record,
        values: record.values.toSorted(),
        healthCheck: name(record.healthCheck),
        settings:
          'cidr' in record.settings
            ? { cidr: { ...(record.settings.cidr as object), collection: '' } }
            : record.settings,
      }))
      .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)),
    healthChecks: healthChecks
      .map((check) => ({
        ...check,
        name: name(check.name),
        ...('children' in check ? { children: check.children.map(name) } : {}),
      }))
      .sort((a, b) => (String(a.name) < String(b.name) ? -1 : 1)),
  };
}
const keyOf = ({ name, type, setIdentifier }: ZoneSpec['records'][number]) =>
  `${name} ${type} ${setIdentifier}`;

describe('one zone, imported', () => {
  const [listing] = imported('record-sets.json', 'health-checks.json').zones;

  it.each([
    ['Terraform', 'state.json'],
    ['CloudFormation', 'template.yaml'],
  ])('from %s is the zone that Route 53 lists', (_tool, name) => {
    const [zone] = imported(name).zones;
    expect(withoutGivenNames(zone as ZoneSpec)).toEqual(withoutGivenNames(listing as ZoneSpec));
  });

  it('has aliases that lead to records of the zone', () => {
    expect(listing?.records.find(({ alias }) => alias !== null)).toMatchObject({
      name: 'example.org',
      alias: { target: 'www.example.org', evaluateTargetHealth: true },
    });
  });

  it('has health checks, calculated ones too, and all eight policies', () => {
    expect(listing?.healthChecks).toHaveLength(4);
    const policies = new Set(listing?.records.map(({ routing }) => routing));
    expect([...policies].sort()).toEqual([
      'failover',
      'geolocation',
      'geoproximity',
      'ip-based',
      'latency',
      'multivalue',
      'simple',
      'weighted',
    ]);
  });
});
