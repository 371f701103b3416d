/** `docs/tables.md` from the tables. */
import { tables } from '../../reports/tables/index.ts';

const INTRODUCTION = `# Results as tables

\`--csv DIR\` and \`--parquet DIR\` of \`run\` write a result as tables for spreadsheets and data frames: a file for each,
\`SCENARIO-TABLE.csv\`, or \`.parquet\`. They hold the numbers of the result document, all made from the list of measures
(\`skew53 profiles --kind measures\` says what each is). A number that could not be had is empty in CSV and null in Parquet, never
0. CSV is as RFC 4180 has it, UTF-8, with a line of heads; text that a spreadsheet would take for a formula begins with an
apostrophe. In Parquet text is UTF-8 and numbers are doubles. Equal runs give equal bytes.

\`\`\`sh
npm run skew53 -- run scenarios/crash.yaml --csv tables --parquet tables
\`\`\`

Written by \`npm run docs:tables\`.
`;

export function page(): string {
  const parts = tables.map(({ name, summary, columns }) =>
    [
      `## ${name}`,
      '',
      summary,
      '',
      '| Column | Type | |',
      '| --- | --- | --- |',
      ...columns.map((column) => `| \`${column.name}\` | ${column.type} | ${column.summary} |`),
      '',
    ].join('\n'),
  );
  return [INTRODUCTION, ...parts].join('\n');
}
