import { describe, expect, it } from 'vitest';
import { runTallied } from '../../../experiments/index.ts';
import type { Estimate, Measured } from '../../../experiments/result.ts';
import {
  addressOf,
  type CellNumbers,
  cellNumbers,
  type LostCell,
  readingNames,
  runCell,
  runCells,
  type SweepPlan,
  tabulate,
} from '../../../experiments/sweep/index.ts';
import { readingsOf } from '../../../experiments/sweep/readings.ts';
import { simulate } from '../../../sim/simulate.ts';
import { scenarioOf } from '../../support/scenarios.ts';
import { studyOf } from '../synthetic.ts';

const study = (ttl: number, replications = 5) => ({
  ...studyOf({ scenario: scenarioOf({ duration: 600, window: 60, rate: 20, ttl }), replications }),
  hash: `ttl ${ttl}`,
});
const planOf = (cells: readonly (readonly [string, string])[]): SweepPlan => ({
  scenario: { name: 'small', seed: 1, replications: 5, detail: 'requests', notRoute53: [] },
  varied: [{ path: 'ttl', values: cells.map(([value]) => value), isGeometric: false }],
  isZipped: false,
  cells: cells.map(([value, address]) => ({ values: [value], address })),
});
const near = (a: Measured | undefined, b: Measured | undefined) => {
  for (const key of ['mean', 'sd', 'low', 'high'] as const)
    expect((a as Estimate)[key]).toBeCloseTo((b as Estimate)[key] as number, 10);
};

describe('a sweep', () => {
  it('has the numbers and intervals of a run', async () => {
    const { result, tally } = await runTallied(study(10), { simulate });
    const readings = readingsOf(study(10), tally);
    const cell: CellNumbers = { schemaVersion: 1, address: 'a', replications: 5, readings };
    const names = [
      'peak-to-mean',
      'authority-queries',
      'window-peak-to-mean.mean',
      'share',
      'made',
    ];
    const sweep = tabulate(planOf([['10', 'a']]), new Map([['a', cell]]), names, 1);
    const at = (measure: string, of = '') =>
      sweep.cells[0]?.numbers[
        sweep.measures.findIndex((one) => one.measure === measure && one.of === of)
      ]?.value;
    near(at('peak-to-mean'), result.skew.whole.peakToMean);
    near(at('authority-queries'), result.authority.queriesPerSecond);
    near(at('window-peak-to-mean.mean'), result.skew.windows.peakToMean.mean);
    near(at('made'), result.totals.made);
    for (const { name, share } of result.backends) near(at('share', name), share);
  });

  it('holds cells against one of them in pairs: what they share cancels', async () => {
    const [a, b] = [await runCell(study(10)), await runCell(study(60))];
    const plan = planOf([
      ['10', a.address],
      ['60', b.address],
    ]);
    const cells = new Map([a, b].map((cell) => [cell.address, cell]));
    const { cells: rows } = tabulate(plan, cells, ['made', 'authority-queries'], 1);
    expect(rows[0]?.numbers[0]?.difference).toBeNull();
    expect(rows[1]?.numbers[0]).toMatchObject({
      difference: { mean: 0, sd: 0 },
      isPaired: true,
      isClear: false,
    });
    // Requests made are of the run and of its one client group.
    expect(rows[1]?.numbers[2]).toMatchObject({ isPaired: true, isClear: true });
    const turned = tabulate(plan, cells, ['authority-queries'], 2);
    expect(turned.cells[0]?.numbers[0]?.difference?.mean).toBeCloseTo(
      -(rows[1]?.numbers[2]?.difference?.mean as number),
      12,
    );
  });

  it('keeps its columns in one order, however its cells came in', async () => {
    const [a, b] = [await runCell(study(10)), await runCell(study(60))];
    const plan = planOf([
      ['10', a.address],
      ['60', b.address],
    ]);
    const table = (cells: readonly CellNumbers[]) =>
      tabulate(plan, new Map(cells.map((cell) => [cell.address, cell])), ['share'], 1);
    expect(table([b, a])).toEqual(table([a, b]));
    expect(JSON.parse(JSON.stringify(a))).toEqual(a);
  });

  it('knows the names that can be asked for', () => {
    expect(readingNames()).toContain('response-time.p99');
    expect(new Set(readingNames()).size).toBe(readingNames().length);
  });
});

describe('cells', () => {
  const outcomes = async (
    count: number,
    run: (ttl: number) => Promise<CellNumbers>,
    signal?: AbortSignal,
    onEach: () => void = () => {},
  ) => {
    const found = new Map<number, CellNumbers | LostCell>();
    await runCells(count, (i) => study(i + 1), {
      jobs: 2,
      ...(signal ? { signal } : {}),
      runCell: ({ hash }) => run(Number(hash.slice(4))),
      onCell: (i, outcome) => {
        found.set(i, outcome);
        onEach();
      },
    });
    return found;
  };
  const empty = (ttl: number): CellNumbers => ({
    schemaVersion: 1,
    address: String(ttl),
    replications: 1,
    readings: [],
  });

  it('that are lost do not take others with them', async () => {
    const found = await outcomes(5, async (ttl) => {
      if (ttl === 2) throw Object.assign(new Error(), { code: 'ERR_WORKER_OUT_OF_MEMORY' });
      return empty(ttl);
    });
    expect(found.size).toBe(5);
    expect(found.get(1)).toEqual({
      reason: 'ran out of memory; fewer jobs (-j 1) leave more for each',
    });
    const rows = tabulate(
      planOf([['2', 'b']]),
      new Map([['b', found.get(1) as LostCell]]),
      null,
      1,
    );
    expect(rows.cells[0]).toMatchObject({ outcome: 'failed', numbers: [] });
  });

  it('finished before an interruption are kept, those under way given up', async () => {
    const abort = new AbortController();
    let finished = 0;
    const found = await outcomes(
      9,
      (ttl) => (ttl <= 2 ? Promise.resolve(empty(ttl)) : new Promise(() => {})),
      abort.signal,
      () => {
        finished += 1;
        if (finished === 2) abort.abort();
      },
    );
    expect([...found.keys()]).toEqual([0, 1]);
  });

  it('have an address that changes with all that their numbers depend on', () => {
    const addresses = [study(10), study(11), study(10, 6), { ...study(10), seed: 'other' }].map(
      addressOf,
    );
    expect(new Set(addresses).size).toBe(4);
    expect(addressOf({ ...study(10), notes: [{ where: null, text: 'x' }] })).toBe(addresses[0]);
  });

  it('whose file was cut short, or is of another cell, are none', () => {
    const text = JSON.stringify(empty(1));
    expect(cellNumbers(text, '1')).toEqual(empty(1));
    expect(cellNumbers(text, '2')).toBeNull();
    for (let length = 0; length < text.length; length++)
      expect(cellNumbers(text.slice(0, length), '1')).toBeNull();
  });
});
