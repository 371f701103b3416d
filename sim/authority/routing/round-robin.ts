import {
  adaptedTtls,
  checkComparison,
  comparisonFields,
  oneAtATime,
  remarksOnComparison,
  sitesOf,
} from './comparison.ts';
import type { RoutingPolicy } from './policy.ts';
import { Turns } from './turns.ts';

/** RR of the literature: the authority hands out its servers in turn, whoever asks. */
export const roundRobin: RoutingPolicy = {
  name: 'round-robin',
  summary: 'Not Route 53: each answer is the next record set in turn.',
  isForComparison: true,
  fields: comparisonFields,
  hasSetIdentifier: true,
  check: (group) => checkComparison(group, { usesCapacity: false, ofGroup: ['adaptiveTtl'] }),
  remarks: remarksOnComparison,
  prepare(group, { zone, memory }) {
    const turns = memory(() => new Turns(sitesOf(zone)));
    return oneAtATime(
      group,
      adaptedTtls(group),
      ({ site }, stream) => turns.next(site, group.length, stream),
      false,
    );
  },
};
