/** `skew53 explain FILE`: what a scenario says, and what theory says of it, without a run. */
import type { Command } from 'commander';
import { explain } from '../experiments/explain/index.ts';
import { explainReport } from '../reports/explain.ts';
import type { CommandLine } from './command-line.ts';
import { EXIT } from './exit-codes.ts';
import { assignment } from './option-values.ts';
import { readStudy } from './read-study.ts';

interface Options {
  readonly set?: readonly string[];
  readonly json?: true;
}

const EXAMPLES = `Examples:
  skew53 explain scenario.yaml                                  who asks whom, how long answers live, predictions
  skew53 explain scenario.yaml --set 'zone.records.*.ttl=300'   the same at another TTL
  skew53 explain scenario.yaml --json | jq .predictions         as data`;

export function addExplain(program: Command, { stdout, stderr, finish }: CommandLine): void {
  program
    .command('explain')
    .description('say what a scenario means and what theory predicts of it, without a run')
    .argument('<file>', 'scenario, or - for standard input')
    .option('--set <path=value>', 'change a value of the scenario; repeatable', assignment)
    .option('--json', 'print as JSON')
    .addHelpText('before', `${EXAMPLES}\n`)
    .action((file: string, { set, json }: Options) => {
      const study = readStudy(file, set);
      for (const { where, text } of study.notes) stderr.line(`${where ?? file}: note: ${text}`);
      const explanation = explain(study);
      stdout.line(json ? JSON.stringify(explanation, null, 2) : explainReport(explanation, stdout));
      finish(EXIT.done);
    });
}
