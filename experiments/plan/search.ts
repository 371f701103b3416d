/**
 * The last value of a range that meets what is expected. What it looks at: a few values spread over the range, which
 * tell whether one end meets it and the other does not, then half-way values between the two that differ. A value that
 * is not decided counts as not meeting.
 */
import { between, gridOf, type Range } from './range.ts';

export type Verdict = 'met' | 'failed' | 'inconclusive';

export interface Tried {
  readonly value: number;
  readonly verdict: Verdict;
}

export type Finding =
  /** The largest, or smallest, value that meets it, and the nearest beyond it that fails; null: none is known to. */
  | {
      readonly kind: 'found';
      readonly end: 'largest' | 'smallest';
      readonly value: number;
      readonly fails: number | null;
    }
  | { readonly kind: 'all' | 'none' | 'undecided' }
  /** Values in between that differ from both sides of theirs: there is no one limit. */
  | { readonly kind: 'notMonotone'; readonly at: readonly number[] };

export interface Plan {
  readonly finding: Finding;
  /** Ascending. */
  readonly tried: readonly Tried[];
}

export interface SearchOptions {
  /** Values looked at first. */
  readonly grid?: number;
  /** Part of a value that is near enough. */
  readonly tolerance?: number;
}

export async function search(
  range: Range,
  evaluate: (value: number) => Promise<Verdict>,
  { grid = 5, tolerance = 0.02 }: SearchOptions = {},
): Promise<Plan> {
  const tried: Tried[] = [];
  const meets = async (value: number) => {
    const verdict = await evaluate(value);
    tried.push({ value, verdict });
    tried.sort((a, b) => a.value - b.value);
    return verdict === 'met';
  };
  for (const value of gridOf(range, grid)) await meets(value);
  let limits = limitsOf(tried);
  while (limits) {
    const middle = between(range, limits.met, limits.beyond, tolerance);
    if (middle === null) break;
    await meets(middle);
    limits = limitsOf(tried);
  }
  return { finding: findingOf(tried), tried };
}

/** The last value that meets it and the nearest beyond that does not; null where there is not exactly one such change. */
function limitsOf(tried: readonly Tried[]): { met: number; beyond: number } | null {
  const decided = tried.filter(({ verdict }) => verdict !== 'inconclusive');
  const changes = changesOf(decided);
  const met = tried.filter(({ verdict }) => verdict === 'met').map(({ value }) => value);
  const [first, last] = [met[0], met.at(-1)];
  if (changes.length > 1 || first === undefined || last === undefined) return null;
  const after = tried.find(({ value }) => value > last)?.value;
  const before = tried.findLast(({ value }) => value < first)?.value;
  const failsAfter = decided.some(({ value }) => value > last);
  const failsBefore = decided.some(({ value }) => value < first);
  if (after !== undefined && !failsBefore && (failsAfter || before === undefined))
    return { met: last, beyond: after };
  if (before !== undefined && !failsAfter && (failsBefore || after === undefined))
    return { met: first, beyond: before };
  return null;
}

/** Places after which a value that meets it follows one that does not, or the other way about. */
function changesOf(decided: readonly Tried[]): number[] {
  return decided.flatMap(({ verdict }, i) => {
    const next = decided[i + 1];
    return next && next.verdict !== verdict ? [i] : [];
  });
}

function findingOf(tried: readonly Tried[]): Finding {
  const isNone = tried.every(({ verdict }) => verdict !== 'met');
  if (isNone)
    return { kind: tried.some(({ verdict }) => verdict === 'inconclusive') ? 'undecided' : 'none' };
  const limits = limitsOf(tried);
  if (limits) {
    const { met, beyond } = limits;
    const end = met < beyond ? ('largest' as const) : ('smallest' as const);
    const failing = tried
      .filter(({ value, verdict }) => verdict === 'failed' && value > met === beyond > met)
      .map(({ value }) => value)
      .sort((a, b) => Math.abs(a - met) - Math.abs(b - met));
    return { kind: 'found', end, value: met, fails: failing[0] ?? null };
  }
  const decided = tried.filter(({ verdict }) => verdict !== 'inconclusive');
  const changes = changesOf(decided);
  if (changes.length > 1)
    return { kind: 'notMonotone', at: changes.map((i) => (decided[i] as Tried).value) };
  return { kind: decided.length === tried.length ? 'all' : 'undecided' };
}
