import type { Scenario } from '../../sim/scenario.ts';
import type { Assumption } from '../result.ts';

/** What the network is taken to lose. */
export function networkAssumptions({ network }: Pick<Scenario, 'network'>): Assumption[] {
  if (network.loss === undefined) return [];
  return [
    {
      about: 'network',
      text: `each DNS message over UDP is lost with ${Number((100 * network.loss).toPrecision(6))} %, each way, independently; connections lose nothing`,
      source:
        'skew53: losses come in bursts on real networks; TCP repeats a lost SYN after 1 s (RFC 6298), which is left out',
    },
  ];
}
