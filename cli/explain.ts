/** `skew53 explain FILE`: what a scenario says, and what theory says of it, without a run; or why one question is answered as it is. */
import type { Command } from 'commander';
import { explain } from '../experiments/explain/index.ts';
import { explainQuery } from '../experiments/explain/query/index.ts';
import type { Study } from '../experiments/study.ts';
import { explainReport } from '../reports/explain.ts';
import { queryReport } from '../reports/explain-query.ts';
import { span } from '../reports/numbers.ts';
import { canonical } from '../scenarios/format/names.ts';
import type { CommandLine } from './command-line.ts';
import { EXIT } from './exit-codes.ts';
import { assignment, timeOfRun, typeOfRecord } from './option-values.ts';
import { readStudy } from './read-study.ts';
import { UsageError } from './usage-error.ts';

interface Options {
  readonly set?: readonly string[];
  readonly json?: true;
  readonly query?: string;
  readonly type: string;
  readonly from?: string;
  readonly at: number;
}

const EXAMPLES = `Examples:
  skew53 explain scenario.yaml                                  who asks whom, how long answers live, predictions
  skew53 explain scenario.yaml --set 'zone.records.*.ttl=300'   the same at another TTL
  skew53 explain scenario.yaml --json | jq .predictions         as data
  skew53 explain scenario.yaml --query app.example.com --at 20m how the authority comes to its answer then`;

export function addExplain(program: Command, { stdout, stderr, finish }: CommandLine): void {
  program
    .command('explain')
    .description('say what a scenario means and what theory predicts of it, without a run')
    .argument('<file>', 'scenario, or - for standard input')
    .option('--set <path=value>', 'change a value of the scenario; repeatable', assignment)
    .option(
      '--query <name>',
      'tell step by step how one question is answered, and with what probability',
    )
    .option('--type <type>', 'the type asked for', typeOfRecord, 'A')
    .option(
      '--from <group>',
      'the resolver group or client group that asks; by default the first resolver group',
    )
    .option('--at <time>', 'the time of the run, such as 20m', timeOfRun, 0)
    .option('--json', 'print as JSON')
    .addHelpText('before', `${EXAMPLES}\n`)
    .action((file: string, options: Options, command: Command) => {
      const { set, json } = options;
      const idle = ['type', 'from', 'at'].find(
        (name) => command.getOptionValueSource(name) === 'cli',
      );
      if (options.query === undefined && idle)
        throw new UsageError(`--${idle} is about one question; say which with --query`);
      const study = readStudy(file, set);
      for (const { where, text } of study.notes) stderr.line(`${where ?? file}: note: ${text}`);
      if (options.query !== undefined) {
        const answered = queryOf(study, options, options.query);
        stdout.line(json ? JSON.stringify(answered, null, 2) : queryReport(answered, stdout));
        finish(EXIT.done);
        return;
      }
      const explanation = explain(study);
      stdout.line(json ? JSON.stringify(explanation, null, 2) : explainReport(explanation, stdout));
      finish(EXIT.done);
    });
}

function queryOf(study: Study, { type, from, at }: Options, name: string) {
  const { resolvers, duration } = study.scenario;
  if (at >= duration)
    throw new UsageError(`--at: the run ends at ${span(duration)}; give an earlier time`);
  const query = {
    name: canonical(name),
    type,
    from: from ?? (resolvers[0]?.name as string),
    atSeconds: at,
  };
  try {
    return explainQuery(study, query);
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(error.message);
    throw error;
  }
}
