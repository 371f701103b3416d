/** `skew53 validate FILE…`: every problem of every file, without a run. */
import type { Command } from 'commander';
import { formatProblems, type Problem, ScenarioError } from '../scenarios/format/index.ts';
import type { CommandLine } from './command-line.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { assignment } from './option-values.ts';
import { readStudy } from './read-study.ts';
import { UsageError } from './usage-error.ts';

const EXAMPLES = `Examples:
  skew53 validate scenario.yaml
  skew53 validate scenarios/*.yaml`;

export function addValidate(program: Command, commandLine: CommandLine): void {
  program
    .command('validate')
    .description('check scenarios and show every problem at once')
    .argument('<files...>', 'scenarios; - for standard input')
    .option('--set <path=value>', 'change a value of the scenarios; repeatable', assignment)
    .addHelpText('before', `${EXAMPLES}\n`)
    .action((files: string[], { set }: { set?: string[] }) =>
      commandLine.finish(validate(files, set, commandLine)),
    );
}

function validate(
  files: readonly string[],
  set: readonly string[] | undefined,
  { stdout, stderr }: CommandLine,
): ExitCode {
  const problems: Problem[] = [];
  let unreadable = false;
  for (const file of files) {
    try {
      const { scenario, notes } = readStudy(file, set);
      for (const { where, text } of notes) stderr.line(`${where ?? file}: note: ${text}`);
      stdout.line(`${file}: ${scenario.name} is valid`);
    } catch (error) {
      if (error instanceof ScenarioError) {
        problems.push(...error.problems);
      } else if (error instanceof UsageError) {
        unreadable = true;
        stderr.line(`error: ${error.message}`);
      } else {
        throw error;
      }
    }
  }
  if (problems.length > 0) stderr.line(formatProblems(problems));
  if (unreadable) return EXIT.usage;
  return problems.length > 0 ? EXIT.scenario : EXIT.done;
}
