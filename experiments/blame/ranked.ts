/** The parts of CV², added up by whose doing they are. */
import { keepsStoredOrder } from '../../sim/metrics/unpredicted.ts';
import type { Scenario } from '../../sim/scenario.ts';
import { interval } from '../estimate.ts';
import type { BlamedPart, Estimate, Measured, Result } from '../result.ts';
import { isFixedByClients } from './removals.ts';
import { inWords } from './words.ts';

type Part = Pick<BlamedPart, 'cause' | 'group'> & { readonly cvSquared: Estimate };

/** `skew.blamed`; null where neither the causes nor the groups are known. */
export function ranked(result: Result, scenario: Scenario): BlamedPart[] | null {
  const { whole, causes, groups } = result.skew;
  if (!causes && !groups) return null;
  const isExpected = whole.expectedCvSquaredReason === null;
  const parts = isExpected ? partsByGroup(result) : partsMeasured(result, culprits(scenario));
  const all = isExpected ? whole.expectedCvSquared : whole.cvSquared;
  return parts
    .toSorted((a, b) => weightOf(b) - weightOf(a))
    .map((part) => ({
      ...part,
      says: inWords(part, result, scenario),
      share: all === null || all.mean === 0 ? 0 : part.cvSquared.mean / all.mean,
    }));
}

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

/** Chance comes last, whatever it weighs. */
const weightOf = ({ cause, cvSquared }: Part) =>
  cause === 'chance' ? Number.NEGATIVE_INFINITY : cvSquared.mean;

/** Whether clients or resolvers arrange addresses in a way that no repetition averages out. */
function culprits(scenario: Scenario): 'clients' | 'resolvers' {
  if (scenario.clients.some(isFixedByClients)) return 'clients';
  return scenario.resolvers.some((group) => isFixed(scenario, group.name))
    ? 'resolvers'
    : 'clients';
}

/** Whether a resolver group hands on addresses in an order that is not drawn. */
export function isFixed(scenario: Scenario, name: string): boolean {
  const ordered = scenario.zones.some(({ order }) => order === 'fixed');
  const group = scenario.resolvers.find((one) => one.name === name);
  return group !== undefined && keepsStoredOrder(group.behaviour, ordered);
}

/** Whose doing a cause is: of what is in answers and of orders the resolvers', of what clients keep theirs. */
function partsByGroup({ skew }: Result): Part[] {
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
function partsMeasured({ skew }: Result, kind: 'clients' | 'resolvers'): Part[] {
  const sums = new Map<string, Measured[]>();
  for (const pair of skew.groups ?? [])
    sums.set(pair[kind], [...(sums.get(pair[kind]) ?? []), pair.cvSquared]);
  return [...sums].map(([name, values]) => ({
    cause: 'fixed' as const,
    group: { kind, name },
    cvSquared: added(values),
  }));
}
