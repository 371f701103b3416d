/** `skew53 compare A B`: two scenarios, or saved results, side by side. */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import {
  type Comparison,
  compare,
  estimateCost,
  refuse,
  type Side,
  type Study,
} from '../experiments/index.ts';
import { fileSafe } from '../reports/charts/pictures.ts';
import { comparisonLeftOut, renderComparison } from '../reports/render-comparison.ts';
import { comparisonMarkdown, comparisonReport } from '../reports/text/comparison.ts';
import type { CommandLine } from './command-line.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { assignment, positiveInteger, seed } from './option-values.ts';
import { checkOutputs, type OutputFile, writeOutputs } from './outputs.ts';
import { readResult } from './read-result.ts';
import { readStudy } from './read-study.ts';
import { runWhole } from './run-whole.ts';
import { UsageError } from './usage-error.ts';

interface CompareOptions {
  readonly set?: readonly string[];
  readonly setB?: readonly string[];
  readonly replications?: number;
  readonly seed?: number | string;
  readonly jobs: number;
  readonly summary: 'compact' | 'full';
  readonly json?: string | true;
  readonly md?: string;
  readonly png?: string;
  readonly quiet?: boolean;
  readonly maxEvents: number;
}

const EXAMPLES = `Examples:
  skew53 compare before.yaml after.yaml
  skew53 compare scenario.yaml scenario.yaml --set-b zone.records.*.ttl=300
  skew53 compare monday.json tuesday.json --md difference.md
  skew53 compare dns.yaml balancer.yaml --png charts

Scenarios are run with one seed, so that the same requests bring the same work to both and their replications are
compared in pairs. Results saved with run --json are compared as independent runs.`;

export function addCompare(program: Command, commandLine: CommandLine): void {
  program
    .command('compare')
    .description('two scenarios, or saved results, side by side: differences with intervals')
    .argument('<a>', 'scenario, or result (.json)')
    .argument('<b>', 'what is compared with it')
    .option('--set <path=value>', 'change a value of both scenarios; repeatable', assignment)
    .option('--set-b <path=value>', 'change a value of B only; repeatable', assignment)
    .option('-n, --replications <count>', 'replications of each', positiveInteger(1e6))
    .option('-s, --seed <seed>', 'of both', seed)
    .option(
      '-j, --jobs <count>',
      'replications at a time; any number gives the same bytes',
      positiveInteger(1024),
      availableParallelism(),
    )
    .addOption(
      commandLine
        .choice('--summary <length>', 'headlines, or every number', ['compact', 'full'])
        .default('compact'),
    )
    .option('--json [file]', 'write the comparison; to standard output without a file')
    .option('--md <file>', 'write a Markdown table, for a pull request')
    .option('--png <dir>', 'draw both in one chart')
    .option(
      '--max-events <count>',
      'refuse runs estimated above this',
      positiveInteger(Number.MAX_SAFE_INTEGER),
      1e9,
    )
    .option('-q, --quiet', 'no progress and no notes')
    .addHelpText('before', `${EXAMPLES}\n`)
    .action(async (a: string, b: string, options: CompareOptions) =>
      commandLine.finish(await compareFiles(a, b, options, commandLine)),
    );
}

async function compareFiles(
  a: string,
  b: string,
  options: CompareOptions,
  commandLine: CommandLine,
): Promise<ExitCode> {
  checkOutputs(filesOf(options));
  if (options.png !== undefined) checkOutputs([join(options.png, 'a-against-b.png')]);
  const sources = [
    sourceOf(a, options.set ?? [], options),
    sourceOf(b, [...(options.set ?? []), ...(options.setB ?? [])], options),
  ] as const;
  const sides: Side[] = [];
  for (const source of sources) {
    if ('result' in source) sides.push(source);
    else sides.push(await runWhole(source, options, commandLine));
  }
  const comparison = compare(sides[0] as Side, sides[1] as Side);
  const pictures = await drawn(sides, options, commandLine);
  report(comparison, pictures, options, commandLine);
  return comparison.numbers.some(({ isClear }) => isClear) ? EXIT.differs : EXIT.done;
}

function filesOf({ json, md }: CompareOptions): string[] {
  return [...(typeof json === 'string' ? [json] : []), ...(md === undefined ? [] : [md])];
}

/** A saved result, or the study to run. */
function sourceOf(path: string, set: readonly string[], options: CompareOptions): Side | Study {
  if (path.endsWith('.json')) {
    if (set.length > 0)
      throw new UsageError(`${path} is a result; only scenarios can be changed with --set`);
    return { result: readResult(path), tally: null };
  }
  const study = readStudy(path, set);
  const changed = {
    ...study,
    replications: options.replications ?? study.replications,
    seed: options.seed ?? study.seed,
  };
  const refusal = refuse(estimateCost(changed), { maxEvents: options.maxEvents });
  if (refusal !== null) throw new UsageError(`${path}: ${refusal}`);
  return changed;
}

/** Loads a canvas only where a chart was asked for. */
async function drawn(
  sides: readonly Side[],
  { png, quiet }: CompareOptions,
  { stderr }: CommandLine,
): Promise<OutputFile[]> {
  if (png === undefined) return [];
  const results = sides.map(({ result }) => result);
  const left = comparisonLeftOut(results).map(({ name, why }) => `${name} (${why})`);
  if (left.length > 0 && !quiet) stderr.line(`not drawn: ${left.join(', ')}`);
  const [a, b] = results.map(({ scenario }) => fileSafe(scenario.name));
  const charts = await renderComparison(results);
  return charts.map(({ name, png: content }) => ({
    path: join(png, `${b}-against-${a}-${name}.png`),
    content,
  }));
}

function report(
  comparison: Comparison,
  pictures: readonly OutputFile[],
  { json, md, summary }: CompareOptions,
  { stdout }: CommandLine,
): void {
  const document = `${JSON.stringify(comparison, null, 2)}\n`;
  const files = [
    ...(typeof json === 'string' ? [{ path: json, content: document }] : []),
    ...(md === undefined ? [] : [{ path: md, content: comparisonMarkdown(comparison, summary) }]),
    ...pictures,
  ];
  writeOutputs(files);
  if (json === true) stdout.write(document);
  else stdout.line(comparisonReport(comparison, stdout, summary));
}
