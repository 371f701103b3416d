/** What the stationary start works on. */
import type { Authority } from '../authority/authority.ts';
import type { Destinations } from '../backends/destinations.ts';
import type { Clients } from '../clients/clients.ts';
import type { Group } from '../clients/group.ts';
import type { Followers } from '../metrics/followers.ts';
import type { Stream } from '../random/stream.ts';
import type { ClientSubnets } from '../resolvers/client-subnets.ts';
import type { Resolvers } from '../resolvers/resolvers.ts';
import type { Scenario } from '../scenario.ts';
import type { Seconds } from '../settings.ts';

export interface StartContext extends Pick<Scenario, 'backends' | 'balancers'> {
  readonly groups: readonly Group[];
  readonly resolvers: Resolvers;
  readonly clients: Clients;
  readonly destinations: Destinations;
  readonly followers: Followers;
  readonly authority: Authority;
  readonly questions: number;
  readonly subnets: ClientSubnets;
  readonly stream: Stream;
  /** Virtual time at which the run, its lead-in included, begins. */
  readonly at: Seconds;
  readonly history: Seconds;
  readonly clockPhase: Seconds;
}
