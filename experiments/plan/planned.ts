/** What a plan adds up to (`skew53 plan`): the document that `--json` writes and reports read. */
import { comparisonPolicies } from '../assumptions/comparison.ts';
import type { ExpectationResult } from '../result.ts';
import type { Study } from '../study.ts';
import type { CellNumbers } from '../sweep/run-cell.ts';
import type { Sweep } from '../sweep/sweep.ts';
import { tabulate } from '../sweep/tabulate.ts';
import { type Range, written } from './range.ts';
import type { Finding, Plan, Verdict } from './search.ts';

/** A value, run. */
export interface TriedValue {
  readonly value: number;
  readonly verdict: Verdict;
  readonly expectations: readonly ExpectationResult[];
  readonly cell: CellNumbers;
}

export interface Planned {
  readonly path: string;
  readonly unit: string;
  readonly from: number;
  readonly to: number;
  readonly finding: Finding;
  /** Ascending, in the order of the sweep's cells. */
  readonly tried: readonly {
    /** As the scenario had it. */
    readonly value: string;
    readonly verdict: Verdict;
    readonly expectations: readonly ExpectationResult[];
  }[];
  /** What is traded: the values tried side by side, held against the one that was found. */
  readonly sweep: Sweep;
}

export function plannedOf(
  range: Range,
  { finding }: Plan,
  values: readonly TriedValue[],
  { scenario, seed, replications }: Study,
): Planned {
  const tried = values.toSorted((a, b) => a.value - b.value);
  const found =
    finding.kind === 'found' ? tried.findIndex(({ value }) => value === finding.value) : 0;
  const sweep = tabulate(
    {
      scenario: {
        name: scenario.name,
        seed,
        replications,
        detail: scenario.detail,
        notRoute53: comparisonPolicies(scenario),
      },
      varied: [
        {
          path: range.path,
          values: tried.map(({ value }) => written(range, value)),
          isGeometric: true,
        },
      ],
      isZipped: false,
      cells: tried.map(({ value, cell }) => ({
        values: [written(range, value)],
        address: cell.address,
      })),
    },
    new Map(tried.map(({ cell }) => [cell.address, cell])),
    null,
    found + 1,
  );
  const { path, unit, from, to } = range;
  return {
    path,
    unit,
    from,
    to,
    finding,
    tried: tried.map(({ value, verdict, expectations }) => ({
      value: written(range, value),
      verdict,
      expectations,
    })),
    sweep,
  };
}
