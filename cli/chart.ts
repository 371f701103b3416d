/** `skew53 chart RESULT…`: the charts of saved results, again and otherwise. */
import { basename, join } from 'node:path';
import { type Command, Option } from 'commander';
import type { Result } from '../experiments/index.ts';
import { SLIDE } from '../reports/charts/page.ts';
import { chartNames, fileSafe, picturesOf } from '../reports/charts/pictures.ts';
import { renderCharts } from '../reports/render-charts.ts';
import { comparisonLeftOut, renderComparison } from '../reports/render-comparison.ts';
import type { CommandLine } from './command-line.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { notDrawn } from './not-drawn.ts';
import { oneOfEach, size } from './option-values.ts';
import { checkOutputs, type OutputFile, writeOutputs } from './outputs.ts';
import { readResult } from './read-result.ts';
import { UsageError } from './usage-error.ts';

interface ChartOptions {
  readonly out: string;
  readonly size: { readonly width: number; readonly height: number };
  readonly dark?: boolean;
  readonly only?: readonly string[];
  readonly together?: boolean;
  readonly quiet?: boolean;
}

const EXAMPLES = `Examples:
  skew53 chart result.json
  skew53 chart before.json after.json --out charts --only load,peak-to-mean
  skew53 chart result.json --size 1920x1080 --dark
  skew53 chart dns.json balancer.json --together
  skew53 run scenario.yaml --json | skew53 chart - --out charts`;

export function addChart(program: Command, commandLine: CommandLine): void {
  program
    .command('chart')
    .description('draw charts of saved results')
    .argument('<results...>', 'saved with run --json; - for standard input')
    .option('--out <dir>', 'where to', '.')
    .addOption(
      new Option('--size <WxH>', 'in pixels; text grows with the area')
        .argParser(size)
        .default(SLIDE, `${SLIDE.width}x${SLIDE.height}`),
    )
    .option('--dark', 'on a dark ground')
    .option('--only <chart,…>', `of ${chartNames().join(', ')}`, oneOfEach(chartNames()))
    .option('--together', 'lay the results over each other, in charts that compare them')
    .option('-q, --quiet', 'not a word about what is written or left out')
    .addHelpText('before', `${EXAMPLES}\n`)
    .action(async (paths: string[], options: ChartOptions) =>
      commandLine.finish(
        await (options.together ? drawTogether : draw)(paths, options, commandLine),
      ),
    );
}

/** Names the files on standard output, one a line. */
async function draw(
  paths: readonly string[],
  { out, only, dark = false, size: { width, height }, quiet }: ChartOptions,
  { stdout, stderr }: CommandLine,
): Promise<ExitCode> {
  const sources = paths.map((path) => ({ path, result: readResult(path) }));
  const stems = stemsOf(sources);
  const drawings = sources.map(({ path, result }, i) => ({
    path,
    result,
    at: (picture: string) => join(out, `${stems[i]}-${picture}.png`),
  }));
  checkOutputs(
    drawings.flatMap(({ result, at }) =>
      picturesOf(
        result.events.map((event) => event.name),
        only,
      ).map(({ name }) => at(name)),
    ),
  );
  const files: OutputFile[] = [];
  for (const { path, result, at } of drawings) {
    for (const { name, png } of await renderCharts(result, only, { width, height, dark }))
      files.push({ path: at(name), content: png });
    const left = quiet ? null : notDrawn(result, only);
    if (left !== null) stderr.line(`${path}: ${left}`);
  }
  writeOutputs(files);
  if (!quiet) for (const { path } of files) stdout.line(path);
  return EXIT.done;
}

/** All results in one picture of each chart that compares. */
async function drawTogether(
  paths: readonly string[],
  { out, only, dark = false, size: { width, height }, quiet }: ChartOptions,
  { stdout, stderr }: CommandLine,
): Promise<ExitCode> {
  if (only !== undefined) throw new UsageError('--only names charts of one result; leave it out');
  if (paths.length < 2) throw new UsageError('--together wants two results or more');
  const results = paths.map(readResult);
  checkOutputs([join(out, 'compared.png')]);
  const files = (await renderComparison(results, { width, height, dark })).map(({ name, png }) => ({
    path: join(out, `compared-${name}.png`),
    content: png,
  }));
  const left = comparisonLeftOut(results).map(({ name, why }) => `${name} (${why})`);
  if (left.length > 0 && !quiet) stderr.line(`not drawn: ${left.join(', ')}`);
  writeOutputs(files);
  if (!quiet) for (const { path } of files) stdout.line(path);
  return EXIT.done;
}

/**
 * What the names of files begin with: the scenario's name; where two results have the same, the names of
 * their files, with the folders where those are the same too.
 *
 * @throws {UsageError} if a file is given twice
 */
function stemsOf(sources: readonly { readonly path: string; readonly result: Result }[]): string[] {
  const candidates = sources.map(({ path, result }) => [
    fileSafe(result.scenario.name),
    fileSafe(basename(path).replace(/\.json$/, '')),
    fileSafe(path.replace(/\.json$/, '').replace(/^\.?\//, '')),
  ]);
  for (const choice of [0, 1, 2]) {
    const stems = candidates.map((names) => names[choice] as string);
    if (new Set(stems).size === stems.length) return stems;
  }
  const paths = sources.map(({ path }) => path);
  const twice = paths.find((path, i) => paths.indexOf(path) < i) ?? paths[0];
  throw new UsageError(`${twice} is given twice`);
}
