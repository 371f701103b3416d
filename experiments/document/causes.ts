/** `skew.causes` and `skew.groups`: what expected CV² comes from, and whose requests make up the CV² measured. */
import type { Scenario } from '../../sim/scenario.ts';
import type { CauseResult, GroupPart, Measured, Result } from '../result.ts';
import type { Tally } from '../tally.ts';

type Groups = Pick<Scenario, 'clients' | 'resolvers'>;

export function causesBlock(
  groups: Groups,
  tally: Tally,
): Pick<Result['skew'], 'causes' | 'groups'> {
  const pairs = tally.rows('pair');
  return {
    causes:
      tally.unpredicted === null
        ? heaviestFirst(
            tally.rows('cause').map(({ key, label }) => ({
              cause: label?.cause as CauseResult['cause'],
              ...named(groups, label),
              ...(tally.values('cause', key) as { cvSquared: Measured }),
            })),
          )
        : null,
    groups:
      pairs.length > 0
        ? heaviestFirst(
            pairs.map(({ key, label }) => ({
              ...named(groups, label),
              ...(tally.values('pair', key) as unknown as Pick<GroupPart, 'share' | 'cvSquared'>),
            })),
          )
        : null,
  };
}

function named({ clients, resolvers }: Groups, label: Readonly<Record<string, unknown>> = {}) {
  return {
    clients: clients[label.client as number]?.name as string,
    resolvers: resolvers[label.resolver as number]?.name as string,
  };
}

/** Stable: equals stay in the scenario's order. */
function heaviestFirst<Row extends { readonly cvSquared: Measured }>(rows: Row[]): Row[] {
  return rows.toSorted((a, b) => (b.cvSquared?.mean ?? 0) - (a.cvSquared?.mean ?? 0));
}
