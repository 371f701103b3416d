/** What holds of every profile there is, and of the page that tells of them. */
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { clientProfiles } from '../../sim/clients/profiles/index.ts';
import { resolverProfiles } from '../../sim/resolvers/profiles/index.ts';
import { simulate } from '../../sim/simulate.ts';
import { read } from '../scenarios/sample.ts';
import { page } from './profiles-page.ts';

const PAGE = new URL('../../docs/profiles.md', import.meta.url);

/** Ten requests a second of the profile for ten minutes. */
const scenarioOf = (kind: 'resolvers' | 'clients', name: string) => `
version: 1
name: one
duration: 10m
replications: 2
zone:
  name: example.com
  records:
    - { name: app, type: A, ttl: 60, values: [192.0.2.1, 192.0.2.2, 192.0.2.3] }
resolvers:
  - { name: r, profile: ${kind === 'resolvers' ? name : 'unbound'}, count: 5 }
clients:
  - { name: c, profile: ${kind === 'clients' ? name : 'one-shot'}, count: 50, resolvers: r,
      subnet: 192.0.2.128/26, lookup: app.example.com, arrivals: { poisson: 10/s } }
backends:
  - { name: a, address: 192.0.2.1 }
  - { name: b, address: 192.0.2.2 }
  - { name: c3, address: 192.0.2.3 }
`;

describe.each([
  ...resolverProfiles.map((profile) => ['resolvers', profile] as const),
  ...clientProfiles.map((profile) => ['clients', profile] as const),
])('%s $name', (kind, { name, summary, fields }) => {
  it('says what it is in a sentence, and of every value where it stands', () => {
    expect(summary).toMatch(/\.$/);
    for (const [field, { source, evidence }] of Object.entries(fields)) {
      expect(source, field).not.toBe('');
      expect('DSEIAC', field).toContain(evidence);
    }
  });

  it('runs, and serves every request that is made', () => {
    const { scenario } = read(scenarioOf(kind, name));
    const { backends, clients, inFlightStart, inFlightEnd } = simulate(scenario, 'profile', 1);
    const sum = (row: Iterable<number>) => [...row].reduce((total, value) => total + value, 0);
    const [group] = clients;
    expect(sum(group?.made ?? [])).toBeGreaterThan(5_000);
    expect(sum(group?.completed ?? []) + inFlightEnd).toBe(sum(group?.made ?? []) + inFlightStart);
    expect(sum(backends.requests)).toBe(sum(group?.completed ?? []));
  });
});

it('docs/profiles.md says what the profiles say (npm run docs:profiles)', () => {
  if (process.env.UPDATE_DOCS === '1') writeFileSync(PAGE, page());
  expect(readFileSync(PAGE, 'utf8')).toBe(page());
});
