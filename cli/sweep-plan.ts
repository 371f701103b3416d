/** A sweep before anything runs: every cell read, all mistakes told at once, the cost of what is left to run. */

import { comparisonPolicies } from '../experiments/assumptions/comparison.ts';
import { estimateCost, refuse, type Study } from '../experiments/index.ts';
import { addressOf, type Cell, type SweepPlan, type Varied } from '../experiments/sweep/index.ts';
import { formatProblems, type Problem, ScenarioError } from '../scenarios/format/index.ts';

export interface PlannedCell extends Cell {
  readonly address: string;
  /** Expected events of all its replications. */
  readonly events: number;
}

export interface Planned {
  readonly plan: SweepPlan;
  readonly cells: readonly PlannedCell[];
  /** Reads a cell's study again: not all are kept in memory. */
  readonly studyOf: (cell: Cell) => Study;
  /** What the user should know. */
  readonly notes: readonly string[];
}

/** Mistakes of cells beyond these are counted, not shown. */
const SHOWN_CELLS = 20;

/** Mistakes that only some cells have, each under its cell. */
export class CellsError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'CellsError';
  }
}

type Read = (cell: Cell, extra: readonly string[]) => Study;

/**
 * @param read the study of a cell, with further values set
 * @throws {ScenarioError} if all cells have the same mistakes, {CellsError} if some have their own
 */
export function planSweep(
  cells: readonly Cell[],
  varied: readonly Varied[],
  isZipped: boolean,
  read: Read,
): Planned {
  const first = planned(cells, (cell) => read(cell, []));
  const mixed = new Set(first.details).size > 1;
  const extra = mixed ? ['detail=requests'] : [];
  const studyOf = (cell: Cell) => read(cell, extra);
  const { cells: ready, scenario } = mixed ? planned(cells, studyOf) : first;
  return {
    cells: ready,
    plan: {
      scenario,
      varied,
      isZipped,
      cells: ready.map(({ values, address }) => ({ values, address })),
    },
    studyOf,
    notes: mixed
      ? ['some cells cannot count requests by number, so all run with detail: requests']
      : [],
  };
}

function planned(cells: readonly Cell[], read: (cell: Cell) => Study) {
  const ready: PlannedCell[] = [];
  const details: string[] = [];
  const wrong: { readonly cell: Cell; readonly problems: readonly Problem[] }[] = [];
  const notRoute53 = new Set<string>();
  let scenario: Omit<SweepPlan['scenario'], 'notRoute53'> | null = null;
  for (const cell of cells) {
    try {
      const study = read(cell);
      const { name, detail } = study.scenario;
      for (const policy of comparisonPolicies(study.scenario)) notRoute53.add(policy);
      scenario ??= { name, seed: study.seed, replications: study.replications, detail };
      details.push(detail);
      ready.push({ ...cell, address: addressOf(study), events: estimateCost(study).events });
    } catch (error) {
      if (!(error instanceof ScenarioError)) throw error;
      wrong.push({ cell, problems: error.problems });
    }
  }
  if (wrong.length > 0) throw mistakes(wrong, cells.length);
  return {
    cells: ready,
    details,
    scenario: {
      ...(scenario as Omit<SweepPlan['scenario'], 'notRoute53'>),
      notRoute53: [...notRoute53],
    },
  };
}

function mistakes(
  wrong: readonly { readonly cell: Cell; readonly problems: readonly Problem[] }[],
  of: number,
): Error {
  const seen = new Map<string, number>();
  for (const { problems } of wrong)
    for (const problem of problems) seen.set(keyOf(problem), (seen.get(keyOf(problem)) ?? 0) + 1);
  const isCommon = (problem: Problem) => seen.get(keyOf(problem)) === of;
  const common = (wrong[0]?.problems ?? []).filter(isCommon);
  const own = wrong
    .map(({ cell, problems }) => ({ cell, problems: problems.filter((one) => !isCommon(one)) }))
    .filter(({ problems }) => problems.length > 0);
  if (own.length === 0) return new ScenarioError(common);
  const shown = own
    .slice(0, SHOWN_CELLS)
    .map(
      ({ cell, problems }) =>
        `cell ${cell.cell}, ${cell.set.join(', ')}:\n${formatProblems(problems)}`,
    );
  return new CellsError(
    [
      ...(common.length > 0 ? [`in every cell:\n${formatProblems(common)}`] : []),
      ...shown,
      ...(own.length > SHOWN_CELLS ? [`… and ${own.length - SHOWN_CELLS} more cells`] : []),
      `${own.length} of ${of} cells have mistakes of their own`,
    ].join('\n\n'),
  );
}

const keyOf = ({ file, line, column, message, sourceLine }: Problem) =>
  `${file}:${line}:${column}:${message}:${sourceLine}`;

/** Why cells cost too much together; null when they do not. */
export function refuseCells(cells: readonly PlannedCell[], maxEvents: number): string | null {
  const events = cells.reduce((sum, cell) => sum + cell.events, 0);
  const what = `${cells.length} cells`;
  return refuse(
    { eventsPerReplication: events, events, bytes: 0, parts: [{ what, events, bytes: 0 }] },
    { maxEvents },
  );
}
