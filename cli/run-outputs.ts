/** What `run` writes, and where. */
import { join } from 'node:path';
import type { Result, Study } from '../experiments/index.ts';
import { fileSafe, picturesOf } from '../reports/charts/pictures.ts';
import { csv } from '../reports/csv.ts';
import { jsonReport } from '../reports/json.ts';
import { renderCharts } from '../reports/render-charts.ts';
import { tables } from '../reports/tables/index.ts';
import { textReport } from '../reports/text.ts';
import type { CommandLine } from './command-line.ts';
import type { OutputFile } from './outputs.ts';
import type { RunOptions } from './run.ts';

const STDOUT = '-';
/** Columns of a summary in a file. */
const FILE_WIDTH = 100;

type Wanted = Pick<RunOptions, 'png' | 'json' | 'csv' | 'parquet' | 'out'>;

/** Every file that a run may write. */
export function pathsOf({ scenario: { name, events } }: Study, wanted: Wanted): string[] {
  const pictures = picturesOf(events.map((event) => event.name)).map((picture) => picture.name);
  const { documents, texts, charts } = places(name, wanted);
  return [
    ...documents,
    ...texts,
    ...tablePaths(name, wanted).map(({ path }) => path),
    ...charts.flatMap((at) => pictures.map((picture) => `${at}-${picture}.png`)),
  ];
}

/** Those that it writes, with their contents. Loads a canvas only when there is a chart to draw. */
export async function filesOf(result: Result, options: RunOptions): Promise<OutputFile[]> {
  const { documents, texts, charts } = places(result.scenario.name, options);
  const drawn = charts.length > 0 ? await renderCharts(result) : [];
  return [
    ...documents.map((path) => ({ path, content: jsonReport(result, options) })),
    ...texts.map((path) => ({ path, content: fullSummary(result) })),
    ...(await tableFiles(result, options)),
    ...charts.flatMap((at) =>
      drawn.map(({ name, png }) => ({ path: `${at}-${name}.png`, content: png })),
    ),
  ];
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

/** Paths of documents and summaries, and what the paths of charts begin with. */
function places(scenario: string, { png, json, out }: Wanted) {
  const stem = fileSafe(scenario);
  return {
    documents: [
      ...(typeof json === 'string' && json !== STDOUT ? [json] : []),
      ...(out === undefined ? [] : [join(out, `${stem}.json`)]),
    ],
    texts: out === undefined ? [] : [join(out, `${stem}.txt`)],
    charts: [png, out].flatMap((folder) => (folder === undefined ? [] : [join(folder, stem)])),
  };
}

/** A file for each table in each form that is wanted. */
function tablePaths(scenario: string, wanted: Pick<RunOptions, 'csv' | 'parquet'>) {
  return (['csv', 'parquet'] as const).flatMap((form) => {
    const folder = wanted[form];
    return folder === undefined
      ? []
      : tables.map((table) => ({
          form,
          table,
          path: join(folder, `${fileSafe(scenario)}-${table.name}.${form}`),
        }));
  });
}

async function tableFiles(result: Result, options: RunOptions): Promise<OutputFile[]> {
  const { parquet } = await import('../reports/parquet.ts');
  return tablePaths(result.scenario.name, options).map(({ form, table, path }) => {
    const rows = table.rows(result);
    const heads = table.columns.map(({ name }) => name);
    return { path, content: form === 'csv' ? csv([heads, ...rows]) : parquet(table, rows) };
  });
}

function fullSummary(result: Result): string {
  const style = { width: FILE_WIDTH, unicode: true, colour: false };
  return `${textReport(result, style, 'full')}\n`;
}
