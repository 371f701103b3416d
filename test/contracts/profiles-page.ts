/** `docs/profiles.md` from the profiles. */
import { catalogue, type Listed } from '../../cli/catalogue.ts';
import { valuesOf } from '../../cli/profile-page.ts';

const INTRODUCTION = `# Profiles: how real resolvers and clients behave here

Which software resolves and connects decides the skew. A profile is what one program does, as data over the fields of a
scenario; every value says how well it is known and where it stands. Any of them may be overridden where the profile is
used: \`{ profile: unbound, maxTtl: 3600 }\`. \`skew53 profiles NAME\` prints one, and a run lists the values that
it rests on and that nobody has documented.

How a value is known: *documented*, *read in source*, *measured by others*, *inferred*, *assumed*, or a *control* made for
comparison. Fields that a profile leaves out are as in \`ideal\`. Written by \`npm run docs:profiles\`.
`;

const TITLES = { resolvers: 'Resolvers and forwarders', clients: 'Clients' } as const;

export function page(): string {
  const parts = (['resolvers', 'clients'] as const).flatMap((kind) => [
    `## ${TITLES[kind]}`,
    '',
    ...catalogue.filter((one) => one.kind === kind && one.profile).map(sectionOf),
  ]);
  return [INTRODUCTION, ...parts].join('\n');
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
