/** `skew53 profiles [NAME]`: how real resolvers and clients behave here, and how well that is known. */
import type { Command } from 'commander';
import { inAscii } from '../reports/text/style.ts';
import { table } from '../reports/text/table.ts';
import { suggest } from '../scenarios/format/suggest.ts';
import { clientProfiles } from '../sim/clients/profiles/index.ts';
import type { Evidence, Profile } from '../sim/profile.ts';
import { resolverProfiles } from '../sim/resolvers/profiles/index.ts';
import type { CommandLine } from './command-line.ts';
import { EXIT } from './exit-codes.ts';
import { UsageError } from './usage-error.ts';

const EVIDENCE: Readonly<Record<Evidence, string>> = {
  D: 'documented',
  S: 'read in source',
  E: 'measured by others',
  I: 'inferred',
  A: 'assumed',
  C: 'control',
};

const EXAMPLES = `Examples:
  skew53 profiles
  skew53 profiles unbound`;

export function addProfiles(program: Command, { stdout, finish }: CommandLine): void {
  program
    .command('profiles')
    .description('list resolver and client profiles, or the values of one with their sources')
    .argument('[name]', 'a profile')
    .addHelpText('before', `${EXAMPLES}\n`)
    .action((name?: string) => {
      const text = name === undefined ? catalogue() : values(find(name));
      stdout.line(stdout.unicode ? text : inAscii(text));
      finish(EXIT.done);
    });
}

function catalogue(): string {
  const rows = (kind: string, profiles: readonly Profile[]) =>
    profiles.map(({ name, summary }) => [name, kind, summary]);
  return table(
    [{ title: 'profile' }, { title: 'of' }, { title: '' }],
    [...rows('resolvers', resolverProfiles), ...rows('clients', clientProfiles)],
  );
}

function values({ name, summary, fields }: Profile): string {
  const rows = Object.entries(fields).map(([field, { value, evidence, source }]) => [
    field,
    JSON.stringify(value).replaceAll('"', ''),
    EVIDENCE[evidence],
    source,
  ]);
  const listed =
    rows.length === 0
      ? '  every field has its ideal value'
      : table(
          [{ title: 'field' }, { title: 'value' }, { title: 'known' }, { title: 'source' }],
          rows,
        );
  return `${name}: ${summary}\n\n${listed}`;
}

function find(name: string): Profile {
  const all = [...resolverProfiles, ...clientProfiles];
  const profile = all.find((candidate) => candidate.name === name);
  if (profile) return profile;
  const near = suggest(
    name,
    all.map((candidate) => candidate.name),
  );
  throw new UsageError(
    `no profile is called "${name}"${near === undefined ? '; `skew53 profiles` lists them' : `; did you mean "${near}"?`}`,
  );
}
