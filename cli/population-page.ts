/** Who is in a population: resolvers with the part of clients that ask them, clients by profile, what is assumed. */
import { facts } from '../reports/text/facts.ts';
import { table } from '../reports/text/table.ts';
import type { Population } from '../sim/populations/population.ts';
import { EVIDENCE } from './profile-page.ts';

export function populationData({
  name,
  summary,
  resolvers,
  clients,
  evidence,
  source,
  assumed,
}: Population) {
  return {
    name,
    kind: 'populations',
    summary,
    resolvers,
    clients,
    evidence: EVIDENCE[evidence],
    source,
    assumed,
  };
}

export function populationText(population: Population, width: number): string {
  const { name, summary, evidence, source, assumed } = population;
  return [
    `${name}: ${summary}`,
    '',
    table(
      [{ title: 'resolvers' }, { title: 'profile' }, { title: 'clients' }, { title: 'ask' }],
      resolverRows(population),
    ),
    '',
    table([{ title: 'clients' }, { title: 'share' }], clientRows(population)),
    '',
    facts('shares', [`${EVIDENCE[evidence]} (${source})`], width),
    ...assumed.map((text, i) => facts(i === 0 ? 'assumed' : '', [text], width)),
  ].join('\n');
}

/** Group, profile, part of clients, upstream. */
export function resolverRows({ resolvers }: Population): string[][] {
  return resolvers.map(({ name, profile, share, clientsEach, upstream }) => [
    clientsEach === undefined ? name : `${name} (${clientsEach} clients each)`,
    typeof profile === 'string'
      ? profile
      : Object.entries(profile)
          .map(([part, of]) => `${part} ${percent(of)}`)
          .join(', '),
    percent(share),
    upstream ?? 'the authority',
  ]);
}

/** Profile, part of clients. */
export function clientRows({ clients }: Population): string[][] {
  return Object.entries(clients).map(([profile, share]) => [profile, percent(share)]);
}

function percent(share: number): string {
  return `${Number((100 * share).toFixed(1))} %`;
}
