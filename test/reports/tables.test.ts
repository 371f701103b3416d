import { readFileSync, writeFileSync } from 'node:fs';
import { parquetReadObjects } from 'hyparquet';
import { beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../experiments/index.ts';
import type { Result } from '../../experiments/result.ts';
import { csv } from '../../reports/csv.ts';
import { parquet } from '../../reports/parquet.ts';
import { tables } from '../../reports/tables/index.ts';
import type { Cell } from '../../reports/tables/table.ts';
import { measures } from '../../sim/metrics/measures/index.ts';
import { read } from '../scenarios/sample.ts';
import { page } from './tables-page.ts';

const PAGE = new URL('../../docs/tables.md', import.meta.url);

const SCENARIO = `
version: 1
name: tabled
duration: 10m
replications: 3
zone:
  name: example.com
  records:
    - { name: app, type: A, ttl: 60, values: [192.0.2.1, 192.0.2.2] }
resolvers:
  - { name: isp, profile: unbound, count: 5 }
clients:
  - { name: users, profile: one-shot, resolvers: isp, lookup: app.example.com, arrivals: { poisson: 5/s } }
backends:
  - { name: a, address: 192.0.2.1, service: 20ms }
  - { name: b, address: 192.0.2.2, service: 20ms }
events:
  - { at: 3m, for: 1m, crash: [a, b] }
`;

let result: Result;
beforeAll(async () => {
  result = await run(read(SCENARIO));
});

describe.each(tables)('$name', (table) => {
  it('has a cell of its type in every column of every row', () => {
    const rows = table.rows(result);
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) {
      expect(row).toHaveLength(table.columns.length);
      for (const [i, { type }] of table.columns.entries())
        if (row[i] !== null) expect(typeof row[i]).toBe(type === 'text' ? 'string' : 'number');
    }
  });

  it('has no two rows about the same thing', () => {
    const mean = table.columns.findIndex(({ name }) => name === 'mean');
    const keys = table.rows(result).map((row) => JSON.stringify(row.slice(0, mean)));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('comes back from Parquet as it went in, to the last bit', async () => {
    const rows = table.rows(result);
    const bytes = parquet(table, rows);
    const file = new Uint8Array(bytes).buffer;
    const back = await parquetReadObjects({ file });
    const heads = table.columns.map(({ name }) => name);
    expect(back.map((one) => heads.map((head) => one[head]))).toEqual(rows);
    expect(parquet(table, rows).equals(bytes)).toBe(true);
  });

  it('comes back from CSV as it went in, but for the apostrophe before a formula', () => {
    const rows = table.rows(result);
    const back = parsed(csv(rows)).map((line) =>
      line.map((field, i): Cell => {
        if (table.columns[i]?.type === 'text') return field.replace(/^'/, '');
        return field === '' ? null : Number(field);
      }),
    );
    expect(back).toEqual(rows);
  });
});

it('a spreadsheet takes no text for a formula, and finds every comma and quote where it was', () => {
  expect(csv([['=a,"b"', '-1', 'plain', 0.1, null]])).toBe(`"'=a,""b""",-1,plain,0.1,\r\n`);
});

it('every measure is in a table', async () => {
  // What expected CV² comes from is not known where faults turn requests away.
  const quiet = await run(read(SCENARIO.slice(0, SCENARIO.indexOf('events:'))));
  const named = new Set(
    tables.flatMap((table) => {
      const place = table.columns.findIndex(({ name }) => name === 'measure');
      return place < 0
        ? []
        : [result, quiet].flatMap((one) => table.rows(one).map((row) => row[place]));
    }),
  );
  expect(measures.map(({ name }) => name).filter((name) => !named.has(name))).toEqual([]);
});

it('the numbers are those of the document', () => {
  const [table] = tables;
  const row = table?.rows(result).find(([, , of, measure]) => of === 'b' && measure === 'share');
  const share = result.backends[1]?.share;
  expect(row?.slice(6)).toEqual([share?.mean, share?.sd, share?.low, share?.high, share?.n]);
});

it('docs/tables.md says what the tables are (npm run docs:tables)', () => {
  if (process.env.UPDATE_DOCS === '1') writeFileSync(PAGE, page());
  expect(readFileSync(PAGE, 'utf8')).toBe(page());
});

/** Fields by line, as RFC 4180 has them. */
function parsed(text: string): string[][] {
  const lines: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(
    /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g,
  )) {
    lines.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end !== ',') lines.push([]);
  }
  return lines.slice(0, -1);
}
