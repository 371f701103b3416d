/** The parts of CV², added up by whose doing they are. */
import { interval } from '../estimate.ts';
import type { Estimate, Measured, Result } from '../result.ts';
import type { BlamedCause } from './blamed.ts';

export interface Part extends Pick<BlamedCause, 'cause' | 'group' | 'cvSquared'> {}

/**
 * A part of CV² that adds up several; their standard deviations are added too, as if they always strayed together,
 * so that the interval is rather too wide than too narrow.
 */
export function added(parts: readonly Measured[]): Estimate {
  const known = parts.filter((part) => part !== null);
  const mean = known.reduce((sum, part) => sum + part.mean, 0);
  const sd = known.reduce<number | null>(
    (sum, part) => (sum === null || part.sd === null ? null : sum + part.sd),
    0,
  );
  return interval(mean, known.length > 0 ? sd : null, known[0]?.n ?? 0);
}

/** Whose doing a cause is: of what is in answers and of orders the resolvers', of what clients keep theirs. */
export function partsByGroup({ skew }: Result): Part[] {
  const rows = skew.causes ?? [];
  const sums = new Map<string, { part: Omit<Part, 'cvSquared'>; values: Measured[] }>();
  for (const { cause, clients, resolvers, cvSquared } of rows) {
    const group =
      cause === 'chance'
        ? null
        : cause === 'kept'
          ? { kind: 'clients' as const, name: clients }
          : { kind: 'resolvers' as const, name: resolvers };
    const key = `${cause} ${group?.name ?? ''}`;
    const known = sums.get(key) ?? { part: { cause, group }, values: [] };
    known.values.push(cvSquared);
    sums.set(key, known);
  }
  return [...sums.values()].map(({ part, values }) => ({ ...part, cvSquared: added(values) }));
}

/** Where nothing is expected: the parts of the CV² measured, by client group or by resolver group. */
export function partsMeasured({ skew }: Result, kind: 'clients' | 'resolvers'): Part[] {
  const sums = new Map<string, Measured[]>();
  for (const pair of skew.groups ?? [])
    sums.set(pair[kind], [...(sums.get(pair[kind]) ?? []), pair.cvSquared]);
  return [...sums].map(([name, values]) => ({
    cause: 'fixed' as const,
    group: { kind, name },
    cvSquared: added(values),
  }));
}
