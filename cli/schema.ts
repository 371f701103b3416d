/** `skew53 schema`: the JSON Schema of scenarios, for editors. */
import type { Command } from 'commander';
import { scenarioJsonSchema } from '../scenarios/format/index.ts';
import type { CommandLine } from './command-line.ts';
import { EXIT } from './exit-codes.ts';

const EXAMPLES = `Examples:
  skew53 schema > schema.json
  # then, on the first line of a scenario:
  # yaml-language-server: $schema=./schema.json`;

export function addSchema(program: Command, { stdout, finish }: CommandLine): void {
  program
    .command('schema')
    .description('print the JSON Schema of scenarios')
    .addHelpText('before', `${EXAMPLES}\n`)
    .action(() => {
      stdout.line(JSON.stringify(scenarioJsonSchema(), null, 2));
      finish(EXIT.done);
    });
}
