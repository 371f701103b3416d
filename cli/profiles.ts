/** `skew53 profiles [NAME]`: how real resolvers and clients behave here, and how well that is known. */
import type { Command } from 'commander';
import { inAscii } from '../reports/text/style.ts';
import { table } from '../reports/text/table.ts';
import { suggest } from '../scenarios/format/suggest.ts';
import { catalogue, kinds, type Listed } from './catalogue.ts';
import type { CommandLine } from './command-line.ts';
import { EXIT } from './exit-codes.ts';
import { populationData, populationText } from './population-page.ts';
import { pageData, pageText } from './profile-page.ts';
import { UsageError } from './usage-error.ts';

const EXAMPLES = `Examples:
  skew53 profiles                   every resolver and client profile, and populations of them
  skew53 profiles unbound           its values, how well each is known, and where it stands
  skew53 profiles unbound --json    the same as data
  skew53 profiles --kind orders     what else a scenario can name`;

interface Options {
  readonly kind?: string;
  readonly json?: true;
}

export function addProfiles(program: Command, { stdout, finish, choice }: CommandLine): void {
  program
    .command('profiles')
    .description('list resolver and client profiles, or the values of one with their sources')
    .argument('[name]', 'a profile, or anything else that --kind lists')
    .addOption(choice('--kind <kind>', 'what to list, or where to look for the name', kinds))
    .option('--json', 'print as JSON')
    .addHelpText('before', `${EXAMPLES}\n`)
    .action((name: string | undefined, { kind, json }: Options) => {
      const text =
        name === undefined ? list(kind, json) : page(find(name, kind), json, stdout.width);
      stdout.line(stdout.unicode || json ? text : inAscii(text));
      finish(EXIT.done);
    });
}

/** Without a kind: profiles and populations. */
function list(kind: string | undefined, json: true | undefined): string {
  const found = catalogue.filter((one) =>
    kind === undefined ? one.profile !== null || one.population : one.kind === kind,
  );
  if (json) {
    const brief = found.map(({ kind: of, plugin: { name, summary } }) => ({
      name,
      kind: of,
      summary,
    }));
    return JSON.stringify(brief, null, 2);
  }
  return table(
    [{ title: 'name' }, { title: 'of' }, { title: '' }],
    found.map(({ kind: of, plugin: { name, summary } }) => [name, of, summary]),
  );
}

function page(found: Listed, json: true | undefined, width: number): string {
  const { population } = found;
  if (json)
    return JSON.stringify(population ? populationData(population) : pageData(found), null, 2);
  return population ? populationText(population, width) : pageText(found, width);
}

function find(name: string, kind: string | undefined): Listed {
  const among = catalogue.filter((one) => kind === undefined || one.kind === kind);
  const found = among.find(({ plugin }) => plugin.name === name);
  if (found) return found;
  const near = suggest(
    name,
    among.map(({ plugin }) => plugin.name),
  );
  const lists = kind === undefined ? 'skew53 profiles' : `skew53 profiles --kind ${kind}`;
  throw new UsageError(
    `${kind === undefined ? 'no profile' : `nothing of the kind ${kind}`} is called "${name}"; ` +
      (near === undefined ? `\`${lists}\` lists them` : `did you mean "${near}"?`),
  );
}
