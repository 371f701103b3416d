/** Holds of every population in the list. */
import { describe, expect, it } from 'vitest';
import { explain } from '../../experiments/explain/index.ts';
import { clientProfiles } from '../../sim/clients/profiles/index.ts';
import { populations } from '../../sim/populations/index.ts';
import { resolverProfiles } from '../../sim/resolvers/profiles/index.ts';
import { simulate } from '../../sim/simulate.ts';
import { peopled } from '../scenarios/peopled.ts';
import { impossible } from '../support/invariants.ts';
import { sum } from '../support/scenarios.ts';

const namesOf = (list: readonly { readonly name: string }[]) => list.map(({ name }) => name);

describe.each(populations)('population $name', (population) => {
  const { name, resolvers, clients, assumed, source } = population;

  it('is of profiles that there are', () => {
    const used = resolvers.flatMap(({ profile }) =>
      typeof profile === 'string' ? profile : Object.keys(profile),
    );
    expect(namesOf(resolverProfiles)).toEqual(expect.arrayContaining(used));
    expect(namesOf(clientProfiles)).toEqual(expect.arrayContaining(Object.keys(clients)));
  });

  it('has shares that are wholes, upstreams that there are, and says what is assumed', () => {
    expect(sum(resolvers.map(({ share }) => share))).toBeCloseTo(1, 12);
    expect(sum(Object.values(clients))).toBeCloseTo(1, 12);
    for (const { profile } of resolvers)
      if (typeof profile !== 'string') expect(sum(Object.values(profile))).toBeCloseTo(1, 12);
    for (const { upstream } of resolvers)
      if (upstream !== undefined) expect(namesOf(resolvers)).toContain(upstream);
    expect(assumed.length).toBeGreaterThan(0);
    expect(source).not.toBe('');
  });

  it('expands, explains itself and runs', () => {
    const study = peopled(
      `{ mix: ${name}, resolvers: 100, clients: 900, lookup: app.example.com, arrivals: { poisson: 60/s } }`,
    );
    const { scenario } = study;
    expect(sum(scenario.clients.map(({ count }) => count ?? 0))).toBe(900);
    const told = explain(study);
    for (const text of assumed)
      expect(told.assumptions).toContainEqual({ about: `population ${name}`, text, source });
    const measured = simulate(scenario, 'population', 1);
    expect(impossible(scenario, measured)).toEqual([]);
    for (const group of measured.clients) expect(sum(group.made)).toBeGreaterThan(0);
  });
});
