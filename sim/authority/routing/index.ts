/** Every routing policy; a new one is a file beside this one and a line here. */
import { failover } from './failover.ts';
import { leastAssigned } from './least-assigned.ts';
import { multivalue } from './multivalue.ts';
import type { RoutingPolicy } from './policy.ts';
import { roundRobin } from './round-robin.ts';
import { roundRobin2 } from './round-robin-2.ts';
import { simple } from './simple.ts';
import { weighted } from './weighted.ts';

export const routingPolicies: readonly RoutingPolicy[] = [
  simple,
  multivalue,
  weighted,
  failover,
  roundRobin,
  roundRobin2,
  leastAssigned,
];
