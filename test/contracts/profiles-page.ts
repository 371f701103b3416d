/** `docs/profiles.md` from the profiles. */
import { catalogue, type Listed } from '../../cli/catalogue.ts';
import { clientRows, resolverRows } from '../../cli/population-page.ts';
import { EVIDENCE, valuesOf } from '../../cli/profile-page.ts';
import { populations } from '../../sim/populations/index.ts';
import type { Population } from '../../sim/populations/population.ts';

const INTRODUCTION = `# Profiles: how real resolvers and clients behave here

Which software resolves and connects decides the skew. A profile is what one program does, as data over the fields of a
scenario; every value says how well it is known and where it stands. Any of them may be overridden where the profile is
used: \`{ profile: unbound, maxTtl: 3600 }\`. \`skew53 profiles NAME\` prints one, and a run lists the values that
it rests on and that nobody has documented.

How a value is known: *documented*, *read in source*, *measured* (by others, or by
\`npm run conformance\`: [conformance.md](conformance.md)), *inferred*, *assumed*, or a *control* made for
comparison. Fields that a profile leaves out are as in \`ideal\`. Written by \`npm run docs:profiles\`.
`;

const POPULATIONS = `## Populations

Who uses what, as a whole: \`population: { mix: NAME, resolvers: 2000, clients: 100000, lookup, arrivals }\` expands to
these groups ([population.md](population.md)).
`;

const TITLES = { resolvers: 'Resolvers and forwarders', clients: 'Clients' } as const;

export function page(): string {
  const parts = (['resolvers', 'clients'] as const).flatMap((kind) => [
    `## ${TITLES[kind]}`,
    '',
    ...catalogue.filter((one) => one.kind === kind && one.profile).map(sectionOf),
  ]);
  return [INTRODUCTION, ...parts, POPULATIONS, ...populations.map(populationOf)].join('\n');
}

function populationOf(population: Population): string {
  const { name, summary, evidence, source, assumed } = population;
  const lines = (rows: readonly string[][]) => rows.map((row) => `| ${row.join(' | ')} |`);
  return [
    `### ${name}`,
    '',
    summary,
    '',
    '| Resolvers | Profile | Clients that ask them | They ask |',
    '| --- | --- | --- | --- |',
    ...lines(resolverRows(population)),
    '',
    '| Clients | Share |',
    '| --- | --- |',
    ...lines(clientRows(population)),
    '',
    `The shares are ${EVIDENCE[evidence]}: ${source}. Assumed besides: ${assumed.join('; ')}.`,
    '',
  ].join('\n');
}

function sectionOf({ plugin, profile }: Listed): string {
  const rows = valuesOf(profile as NonNullable<Listed['profile']>);
  return [
    `### ${plugin.name}`,
    '',
    plugin.summary,
    '',
    ...(rows.length === 0
      ? []
      : [
          '| Field | Value | How it is known | Where it stands |',
          '| --- | --- | --- | --- |',
          ...rows.map(([field, value, known, source]) =>
            [`| \`${field}\``, `\`${value}\``, known, `${source?.replaceAll('|', '\\|')} |`].join(
              ' | ',
            ),
          ),
          '',
        ]),
  ].join('\n');
}
