/**
 * Surges: what a client group makes over and above its usual requests is made by a group beside it, its *shadow*, with
 * streams of its own, so that the usual requests stay the same. A shadow counts for its group, and makes Poisson
 * requests while the surge lasts; its clients are those of the group, or new ones.
 */
import { byName } from '../plugin.ts';
import type { ClientBehaviour, ClientGroup, Scenario, SurgeSpec } from '../scenario.ts';
import { arrivalRateOf } from '../start/flows.ts';
import { picks } from './picks/index.ts';

export interface Shadow {
  readonly event: SurgeSpec;
  /** Row of the group that it is the shadow of. */
  readonly of: number;
  /** The group's, but for its name and for arrivals, of which there are none yet. */
  readonly spec: ClientGroup;
  /** Requests, or sessions, a second while the surge lasts. */
  readonly perSecond: number;
}

/** In the order of the events, then of the groups. */
export function shadowsOf({ clients, events }: Pick<Scenario, 'clients' | 'events'>): Shadow[] {
  return events.flatMap((event) =>
    event.verb === 'surge'
      ? event.clients.map((name) => {
          const of = clients.findIndex((group) => group.name === name);
          const group = clients[of] as ClientGroup;
          const spec = {
            ...group,
            name: `${event.name} ${name}`,
            arrivals: { name: 'poisson', settings: 0 },
            ...(event.as === 'newClients' && {
              count: null,
              behaviour: forgetful(group.behaviour),
            }),
          };
          return { event, of, spec, perSecond: (event.factor - 1) * arrivalRateOf(group) };
        })
      : [],
  );
}

/** What is left of a client's behaviour when it is new at each request: the first of several turns, and no memory. */
function forgetful(behaviour: ClientBehaviour): ClientBehaviour {
  const { takesTurns, spreads } = byName(picks, behaviour.pick);
  return {
    ...behaviour,
    dns: { kind: 'none' },
    pool: null,
    reresolve: 'newConnection',
    failMemory: 0,
    pick: takesTurns || spreads ? 'first' : behaviour.pick,
  };
}

/** A group whose requests only open the connections that the clients of another keep open. */
export function openersOf(group: ClientGroup): ClientGroup {
  return {
    ...group,
    name: `connections of ${group.name}`,
    arrivals: { name: 'poisson', settings: 0 },
    session: null,
    behaviour: { ...group.behaviour, retry: null },
  };
}
