import { describe, expect, it } from 'vitest';
import type { Sweep, SweptCell } from '../../experiments/sweep/sweep.ts';
import { pageOf } from '../../reports/charts/page.ts';
import { renderSweep, sweepNotDrawn } from '../../reports/render-sweep.ts';
import { sweepCharts } from '../../reports/sweep-charts/index.ts';
import { numberOf, sweepFinding } from '../../reports/sweep-charts/swept.ts';
import { sweepCsv } from '../../reports/sweep-csv.ts';
import { shortPath, sweepReport } from '../../reports/text/sweep.ts';
import { estimate } from '../support/sample-result.ts';

const [curve, heatMap] = sweepCharts;
const page = pageOf();

/** Hit ratios of cells, each varied by the values given. */
function sweepOf(
  varied: Readonly<Record<string, readonly string[]>>,
  cells: readonly (readonly [readonly string[], number | null])[],
): Sweep {
  return {
    schemaVersion: 1,
    tool: { name: 'skew53', version: '0.1.0' },
    scenario: { name: 'small', seed: 1, replications: 5, detail: 'requests', notRoute53: [] },
    varied: Object.entries(varied).map(([path, values]) => ({ path, values, isGeometric: false })),
    isZipped: false,
    against: 1,
    measures: [{ measure: 'cache-hit-ratio', subject: 'run', of: '', unit: 'share' }],
    cells: cells.map(([values, mean], i): SweptCell => {
      const value = mean === null ? null : estimate(mean, 0.01);
      const difference = i === 0 ? null : value;
      return {
        cell: i + 1,
        values,
        outcome: value ? 'done' : 'failed',
        reason: value ? null : 'ran out of memory',
        numbers: value ? [{ value, difference, isPaired: true, isClear: i === 1 }] : [],
      };
    }),
  };
}
const byTtl = sweepOf({ 'zone.records.*.ttl': ['10', '60', '3600'] }, [
  [['10'], 0.3],
  [['60'], 0.8],
  [['3600'], null],
]);
const grid = sweepOf({ 'a.ttl': ['10', '60'], 'b.profile': ['ideal', 'unbound'] }, [
  [['10', 'ideal'], 0.3],
  [['10', 'unbound'], 0.4],
  [['60', 'ideal'], 0.8],
  [['60', 'unbound'], null],
]);

describe('the text of a sweep', () => {
  it('tells numbers, differences and why cells failed', () => {
    const text = sweepReport(byTtl, { width: 100, unicode: true, colour: false });
    expect(text).toContain('30.0 % ± ');
    expect(text).toMatch(/\+80\.0 % ± [\d.]+ % \*/);
    expect(text).toContain('against cell 1, compared in pairs');
    expect(text).toContain('cell 3 (3600) ran out of memory');
    const ascii = sweepReport(byTtl, { width: 100, unicode: false, colour: false });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is what is looked for.
    expect(ascii).toMatch(/^[\x00-\x7f]*$/);
  });

  it('shortens paths as far as they stay apart', () => {
    const paths = ['zone.records.a.ttl', 'zone.records.b.ttl', 'resolvers.*.profile'];
    expect(paths.map((path) => shortPath(path, paths))).toEqual(['a.ttl', 'b.ttl', 'profile']);
  });
});

describe('the CSV of a sweep', () => {
  it('has a line for each cell and a field for each column', () => {
    const [head, ...rows] = sweepCsv(byTtl).trimEnd().split('\r\n');
    expect(head).toMatch(
      /^cell,zone\.records\.\*\.ttl,outcome,cache-hit-ratio,cache-hit-ratio low/,
    );
    expect(new Set([head, ...rows].map((line) => line?.split(',').length))).toEqual(new Set([10]));
    expect(rows[2]).toBe('3,3600,failed,,,,,,,');
  });

  it('lets no text become a formula or break out of its field', () => {
    const values = ['=1+1', '@x', '-a', '-5', '1,2', 'a"b', '+cmd|x'];
    const sweep = sweepOf(
      { a: values },
      values.map((value) => [[value], 0.5]),
    );
    const fields = sweepCsv(sweep)
      .trimEnd()
      .split('\r\n')
      .slice(1)
      .map((line) => /^\d+,(.*),done/.exec(line)?.[1]);
    expect(fields).toEqual(["'=1+1", "'@x", "'-a", '-5', '"1,2"', '"a""b"', "'+cmd|x"]);
  });
});

describe('charts of a sweep', () => {
  it.each([
    ['10', 10],
    ['1h30m', 5400],
    ['250ms', 0.25],
    ['90/s', 90],
    ['1e3', 1000],
    ['unbound', null],
    ['', null],
  ])('read %s as %s', (text, number) => expect(numberOf(text)).toBe(number));

  it('are titled with what they show', () => {
    expect(sweepFinding(byTtl, 0)).toBe(
      'Hit ratio goes from 30.0 % at ttl 10s to 80.0 % at ttl 1m',
    );
    const flat = sweepOf({ ttl: ['1', '2'] }, [
      [['1'], 0.5],
      [['2'], 0.501],
    ]);
    expect(sweepFinding(flat, 0)).toContain('hardly changes: 50.0 % to 50.1 %');
  });

  it('draw one number as a curve with its band, on a logarithmic axis where it spans far', () => {
    expect(curve?.lacks(byTtl)).toBeNull();
    const { data, options } = curve?.configuration(byTtl, 0, page) ?? {};
    expect(data?.datasets).toHaveLength(3);
    expect(data?.datasets[0]?.data).toEqual([
      { x: 10, y: 30 },
      { x: 60, y: 80 },
    ]);
    expect(options?.scales?.x).toMatchObject({ type: 'linear', min: 10, max: 60 });
    const geometric = {
      ...byTtl,
      varied: byTtl.varied.map((one) => ({ ...one, isGeometric: true })),
    };
    expect(curve?.configuration(geometric, 0, page).options.scales?.x).toMatchObject({
      type: 'logarithmic',
    });
  });

  it('draw two paths as a heat map with a field for each cell', () => {
    expect(curve?.lacks(grid)).not.toBeNull();
    expect(heatMap?.lacks(grid)).toBeNull();
    const { heat } = heatMap?.configuration(grid, 0, page).options.plugins ?? {};
    expect(heat?.fields.map(({ column, row, text }) => [column, row, text])).toEqual([
      [0, 0, '30.0 %'],
      [0, 1, '40.0 %'],
      [1, 0, '80.0 %'],
      [1, 1, '–'],
    ]);
  });

  it('come as PNG, one for each measure, or say why not', async () => {
    const [picture, ...others] = await renderSweep(grid);
    expect(others).toEqual([]);
    expect(picture?.name).toBe('sweep-cache-hit-ratio');
    expect([...(picture?.png.slice(1, 4) ?? [])].map((c) => String.fromCharCode(c)).join('')).toBe(
      'PNG',
    );
    const words = sweepOf({ p: ['a', 'b'] }, [
      [['a'], 0.1],
      [['b'], 0.2],
    ]);
    expect(await renderSweep(words)).toEqual([]);
    expect(sweepNotDrawn(words)).toContain('p is not varied by numbers');
    expect(sweepNotDrawn(grid)).toBeNull();
  });
});
