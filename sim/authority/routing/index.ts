/** Every routing policy; a new one is a file beside this one and a line here. */
import { failover } from './failover.ts';
import { geolocation } from './geolocation.ts';
import { geoproximity } from './geoproximity.ts';
import { ipBased } from './ip-based.ts';
import { latency } from './latency.ts';
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
  latency,
  geolocation,
  geoproximity,
  ipBased,
  roundRobin,
  roundRobin2,
  leastAssigned,
];
