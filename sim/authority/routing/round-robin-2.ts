import * as z from 'zod/mini';
import { share } from '../../settings.ts';
import { hotThreshold } from './adaptive-ttl.ts';
import {
  adaptedTtls,
  checkComparison,
  comparisonFields,
  oneAtATime,
  remarksOnComparison,
  sitesOf,
  stated,
} from './comparison.ts';
import type { RoutingPolicy } from './policy.ts';
import { Turns } from './turns.ts';

/** RR2 of the literature: two turns, so that hot sources do not meet on one server by chance. */
export const roundRobin2: RoutingPolicy = {
  name: 'round-robin-2',
  summary:
    'Not Route 53: hot sources and the others each get the next record set in a turn of their own.',
  isForComparison: true,
  fields: { ...comparisonFields, hotAbove: z.optional(share) },
  hasSetIdentifier: true,
  check: (group) =>
    checkComparison(group, { usesCapacity: false, ofGroup: ['adaptiveTtl', 'hotAbove'] }),
  remarks: remarksOnComparison,
  prepare(group, { zone, memory }) {
    const turns = memory(() => new Turns(2 * sitesOf(zone)));
    const hotAbove = stated<number>(group, 'hotAbove');
    return oneAtATime(
      group,
      adaptedTtls(group),
      ({ site, source, sources }, stream) => {
        const isHot = (sources.weight[source] ?? 0) > hotThreshold(sources, hotAbove);
        return turns.next(2 * site + (isHot ? 1 : 0), group.length, stream);
      },
      false,
    );
  },
};
