import type { RecordSpec } from '../../scenario.ts';
import {
  adaptedTtls,
  adaptsToCapacity,
  capacitiesOf,
  checkComparison,
  comparisonFields,
  oneAtATime,
  remarksOnComparison,
  sitesOf,
} from './comparison.ts';
import type { RoutingPolicy } from './policy.ts';

/**
 * DAL of the literature, dynamically accumulated load: every answer adds to its server the requests expected to follow
 * it, 1 + λT of a source that makes λ a second; the server with the least for its capacity is answered next.
 */
export const leastAssigned: RoutingPolicy = {
  name: 'least-assigned',
  summary:
    'Not Route 53: the record set that has been assigned the least load so far, for its capacity.',
  isForComparison: true,
  fields: comparisonFields,
  hasSetIdentifier: true,
  check: (group) => checkComparison(group, { usesCapacity: true, ofGroup: ['adaptiveTtl'] }),
  remarks: remarksOnComparison,
  prepare(group, { zone, memory }) {
    const assigned = memory(() => new Assigned(sitesOf(zone)));
    const capacities = capacitiesOf(group);
    const columns = assigned.columnsOf(group);
    const ttls = adaptedTtls(group);
    const ttl = group[0]?.ttl ?? 0;
    return oneAtATime(
      group,
      ttls,
      ({ site, source, sources }) => {
        assigned.level(site, columns);
        const row = assigned.least(site, columns, capacities);
        const rate = sources.requests * (sources.weight[source] ?? 0);
        const kept = ttls?.meant(sources, source, row) ?? ttl;
        assigned.add(site, columns[row] as Float64Array, 1 + rate * kept);
        return row;
      },
      !adaptsToCapacity(group),
    );
  },
};

/** Requests assigned so far to every record set of a group, at each site. */
class Assigned {
  readonly #sites: number;
  readonly #columns = new Map<string, Float64Array>();
  /** By site: the record sets among which it chose last. */
  readonly #among: (readonly Float64Array[] | undefined)[] = [];

  constructor(sites: number) {
    this.#sites = sites;
  }

  /** By record set: requests by site. */
  columnsOf(group: readonly RecordSpec[]): readonly Float64Array[] {
    return group.map(({ setIdentifier }) => {
      const column = this.#columns.get(setIdentifier) ?? new Float64Array(this.#sites);
      this.#columns.set(setIdentifier, column);
      return column;
    });
  }

  /** Record sets that were not among the last choice's begin level with the least of those that were. */
  level(site: number, columns: readonly Float64Array[]): void {
    const before = this.#among[site];
    if (before === columns) return;
    this.#among[site] = columns;
    const stayed = columns.filter((column) => before?.includes(column));
    const least = Math.min(...stayed.map((column) => column[site] as number));
    if (!Number.isFinite(least)) return;
    for (const column of columns)
      if (!stayed.includes(column)) column[site] = Math.max(column[site] as number, least);
  }

  /** Row of the one with the least for its capacity; of equal ones the first, counted from the site's number on. */
  least(site: number, columns: readonly Float64Array[], capacities: readonly number[]): number {
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    for (let i = 0; i < columns.length; i++) {
      const row = (site + i) % columns.length;
      const load = ((columns[row] as Float64Array)[site] as number) / (capacities[row] as number);
      if (load >= least) continue;
      least = load;
      best = row;
    }
    return best;
  }

  add(site: number, column: Float64Array, requests: number): void {
    column[site] = (column[site] as number) + requests;
  }
}
