/** What `run` writes, and where. */
import { join } from 'node:path';
import type { Result } from '../experiments/index.ts';
import { charts } from '../reports/charts/index.ts';
import { jsonReport } from '../reports/json.ts';
import { type RenderedChart, renderCharts } from '../reports/render-charts.ts';
import { textReport } from '../reports/text.ts';
import type { CommandLine } from './command-line.ts';
import type { OutputFile } from './outputs.ts';
import type { RunOptions } from './run.ts';

const STDOUT = '-';
/** Columns of a summary in a file. */
const FILE_WIDTH = 100;

type Wanted = Pick<RunOptions, 'png' | 'json' | 'out'>;
type Kind = 'json' | 'text' | { readonly chart: string };

/** Every file that a run will write. */
export function pathsOf(scenario: string, wanted: Wanted): string[] {
  return plan(scenario, wanted).map(({ path }) => path);
}

/** Their contents. Loads a canvas only when there is a chart to draw. */
export async function filesOf(result: Result, options: RunOptions): Promise<OutputFile[]> {
  const files: OutputFile[] = [];
  for (const { path, kind } of plan(result.scenario.name, options)) {
    files.push({ path, content: await contentOf(kind, result, options) });
  }
  return files;
}

/** Prints the document, or the summary; with the document there, a summary asked for goes beside it. */
export function standardOutput(
  result: Result,
  options: RunOptions,
  { stdout, stderr }: CommandLine,
): void {
  const document = options.json === true || options.json === STDOUT;
  if (document) stdout.write(jsonReport(result, options));
  const length = options.summary ?? (document ? 'none' : 'compact');
  if (length === 'none') return;
  const output = document ? stderr : stdout;
  output.line(textReport(result, output, length));
}

function plan(
  scenario: string,
  { png, json, out }: Wanted,
): { readonly path: string; readonly kind: Kind }[] {
  const stem = scenario.replace(/[^A-Za-z0-9._-]/g, '-');
  const drawnIn = (folder: string) =>
    charts.map(({ name }) => ({
      path: join(folder, `${stem}-${name}.png`),
      kind: { chart: name },
    }));
  return [
    ...(typeof json === 'string' && json !== STDOUT ? [{ path: json, kind: 'json' as const }] : []),
    ...(png === undefined ? [] : drawnIn(png)),
    ...(out === undefined
      ? []
      : [
          { path: join(out, `${stem}.json`), kind: 'json' as const },
          { path: join(out, `${stem}.txt`), kind: 'text' as const },
          ...drawnIn(out),
        ]),
  ];
}

async function contentOf(
  kind: Kind,
  result: Result,
  options: RunOptions,
): Promise<string | Uint8Array> {
  if (kind === 'json') return jsonReport(result, options);
  if (kind === 'text')
    return `${textReport(result, { width: FILE_WIDTH, unicode: true, colour: false }, 'full')}\n`;
  const [drawn] = await renderCharts(result, [kind.chart]);
  return (drawn as RenderedChart).png;
}
