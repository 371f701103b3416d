/** Cells side by side: every number with its interval, and its difference from one cell of the same seeds. */
import { isClear, welch } from '../compare.ts';
import { estimateMean, interval } from '../estimate.ts';
import type { Estimate } from '../result.ts';
import { tool } from '../tool.ts';
import { SHOWN } from './headlines.ts';
import type { Reading } from './readings.ts';
import type { CellNumbers } from './run-cell.ts';
import type { LostCell } from './run-cells.ts';
import type { Sweep, SweptCell, SweptMeasure, SweptNumber } from './sweep.ts';

/** A sweep before its cells are run. */
export type SweepPlan = Pick<Sweep, 'scenario' | 'varied' | 'isZipped'> & {
  readonly cells: readonly { readonly values: readonly string[]; readonly address: string }[];
};

/** The readings of a cell that a table will show: all that has to stay in memory. */
export function chosen(cell: CellNumbers, names: readonly string[] | null): CellNumbers {
  const wanted = new Set(names ?? SHOWN);
  return { ...cell, readings: cell.readings.filter(({ measure }) => wanted.has(measure)) };
}

/**
 * @param outcomes of the cells that are there, by address
 * @param names of measures; null: the headlines
 * @param against number of a cell
 */
export function tabulate(
  plan: SweepPlan,
  outcomes: ReadonlyMap<string, CellNumbers | LostCell>,
  names: readonly string[] | null,
  against: number,
): Sweep {
  const { scenario, varied, isZipped } = plan;
  const cells = plan.cells.map(({ address }) => indexed(outcomes.get(address)));
  const measures = columnsOf(cells, names);
  const base = cells[against - 1] ?? null;
  const compared = cells.filter((cell) => cell && 'numbers' in cell && cell !== base).length;
  const level = 0.05 / Math.max(1, compared * measures.length);
  return {
    schemaVersion: 1,
    tool,
    scenario,
    varied,
    isZipped,
    against,
    measures,
    cells: plan.cells.map(({ values }, i): SweptCell => {
      const cell = cells[i];
      const known = { cell: i + 1, values };
      if (!cell) return { ...known, outcome: 'missing', reason: null, numbers: [] };
      if ('reason' in cell)
        return { ...known, outcome: 'failed', reason: cell.reason, numbers: [] };
      const other = base && 'numbers' in base && i !== against - 1 ? base : null;
      return {
        ...known,
        outcome: 'done',
        reason: null,
        numbers: measures.map((measure) => numberOf(measure, cell, other, level)),
      };
    }),
  };
}

interface Indexed {
  readonly replications: number;
  readonly numbers: ReadonlyMap<string, Reading>;
}

function indexed(outcome: CellNumbers | LostCell | undefined): Indexed | LostCell | null {
  if (!outcome) return null;
  if ('reason' in outcome) return outcome;
  const numbers = new Map(outcome.readings.map((reading) => [keyOf(reading), reading]));
  return { replications: outcome.replications, numbers };
}

const keyOf = ({ measure, subject, of }: SweptMeasure) => `${measure}\n${subject}\n${of}`;

/** Every column that some cell has, measures in the order asked for, rows as the first cells have them. */
function columnsOf(
  cells: readonly (Indexed | LostCell | null)[],
  names: readonly string[] | null,
): readonly SweptMeasure[] {
  const found = new Map<string, SweptMeasure>();
  for (const cell of cells) {
    if (!cell || 'reason' in cell) continue;
    for (const [key, { measure, subject, of, unit }] of cell.numbers)
      if (!found.has(key)) found.set(key, { measure, subject, of, unit });
  }
  const columns = [...found.values()];
  return (names ?? SHOWN).flatMap((name) => {
    const named = columns.filter(({ measure }) => measure === name);
    return names === null
      ? named.filter(({ subject }) => SUBJECTS.has(subject)).slice(0, 1)
      : named;
  });
}

/** Of the headlines; the rest of a name's rows are shown when it is asked for. */
const SUBJECTS: ReadonlySet<string> = new Set(['run', 'event']);

function numberOf(
  measure: SweptMeasure,
  cell: Indexed,
  base: Indexed | null,
  level: number,
): SweptNumber | null {
  const own = cell.numbers.get(keyOf(measure));
  if (!own) return null;
  const value = estimateOf(own, cell.replications);
  const other = base?.numbers.get(keyOf(measure));
  if (!base || !other) return { value, difference: null, isPaired: false, isClear: false };
  const pairs = paired(own, other, cell.replications);
  const difference = pairs ?? welch(estimateOf(other, base.replications), value);
  return { value, difference, isPaired: pairs !== null, isClear: isClear(difference, level) };
}

function estimateOf({ value, residuals }: Reading, replications: number): Estimate {
  if (residuals === null) return interval(value, null, replications);
  return interval(value, estimateMean(residuals)?.sd ?? null, residuals.length);
}

/** The difference with its error from the differences of what each replication adds; null where they are no pairs. */
function paired(own: Reading, other: Reading, replications: number): Estimate | null {
  const [a, b] = [other.residuals, own.residuals];
  if (!a || !b || replications < 2 || a.length !== replications || b.length !== replications)
    return null;
  const spread = estimateMean(b.map((one, r) => one - (a[r] as number)));
  return interval(own.value - other.value, spread?.sd ?? null, replications);
}
