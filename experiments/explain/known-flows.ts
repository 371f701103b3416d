/** How often clients ask their resolvers, and how far that is known: closed forms want Poisson queries of known rate. */
import { hasLists, pickOf } from '../../sim/clients/asked-groups.ts';
import { behindOf } from '../../sim/clients/own-caches.ts';
import { travels } from '../../sim/geography/trips.ts';
import { isLossy } from '../../sim/losses.ts';
import { asks } from '../../sim/resolvers/routes.ts';
import type { ClientGroup, Scenario } from '../../sim/scenario.ts';
import type { Asking } from '../../sim/start/flows.ts';
import { clientsOf, rowOf, type Setting } from './setting.ts';

/** Whether a formula's premise holds: exactly (`nearly` null), nearly, or not. */
export type Known = { readonly nearly: string | null } | { readonly reason: string };

/** Below so many clients a resolver, weighed by requests, their look-ups together are not taken as Poisson. */
const FEWEST_CLIENTS = 20;

/** Look-ups of one client group, as its resolvers see them. */
export function lookupsOf(spec: ClientGroup, scenario: Scenario): Known {
  const { name, count, lookup, arrivals, session, activity, behaviour } = spec;
  const { dns, pool, reresolve } = behaviour;
  if (arrivals.name !== 'poisson')
    return { reason: `arrivals of ${name} are not Poisson but ${arrivals.name}` };
  if (isLossy(scenario)) return { reason: 'messages get lost, and look-ups are repeated' };
  if (count !== null && behindOf(behaviour.dns).length > 0)
    return { reason: `${name} have several caches, one behind another` };
  if (lookup.some(({ tries }) => tries !== undefined))
    return { reason: `${name} ask for one name after the other` };
  if (hasLists(spec) && pickOf(spec) === 'parallel')
    return { reason: `${name} ask several resolvers at once and follow one of the answers` };
  if (hasLists(spec) && pickOf(spec) === 'rotate' && count !== null)
    return { reason: `clients ${name} go round their resolvers` };
  if (session?.lookup === 'perRequest')
    return { reason: `requests of ${name} come in sessions, many at one moment` };
  if (count === null) return { nearly: null };
  if (reresolve !== 'newConnection')
    return { reason: `${name} look names up at times of their own` };
  if (dns.kind === 'none' && pool === null) return { nearly: dealtNote(spec) };
  if (activity) return { reason: `some clients of ${name} are busier than others` };
  if (pool === null) {
    if (dns.kind === 'ttl') return { nearly: dealtNote(spec) };
    return dns.kind === 'fixed'
      ? { nearly: `look-ups of ${name} are taken as Poisson behind their caches` }
      : { reason: `the caches of ${name} have no closed form here` };
  }
  const { idle, maxAge, maxRequests } = pool;
  if (idle === Number.POSITIVE_INFINITY)
    return { reason: `connections of ${name} have no end, so look-ups die out` };
  if (maxAge !== null || maxRequests < Number.POSITIVE_INFINITY)
    return { reason: `connections of ${name} end for more than one reason` };
  if (dns.kind !== 'none' && !(dns.kind === 'fixed' && dns.seconds <= idle))
    return { reason: `${name} keep answers longer than idle connections` };
  const takesTime = travels(scenario) || scenario.backends.some(({ server }) => server !== null);
  const overlap = takesTime ? ', requests as over at once' : '';
  return { nearly: `look-ups of ${name} are taken as Poisson behind their connections${overlap}` };
}

/** Clients of a mix ask other resolvers in each replication. */
function dealtNote({ name, mix }: ClientGroup): string | null {
  return mix ? `${name} are taken as dealt to resolvers in one way` : null;
}

/** All that reaches the caches of a resolver group: from its clients and through groups below it. */
export function queriesTo(setting: Setting, group: string): Known {
  const { scenario } = setting;
  const spec = scenario.resolvers[rowOf(setting, group)];
  if (spec && spec.popularity.kind === 'lognormal' && spec.count > 1)
    return { reason: `the popularity of ${group} is drawn anew in each replication` };
  if (spec?.mix?.deal === 'random' && spec.popularity.kind !== 'uniform')
    return { reason: `who of ${spec.mix.of} is ${group} is drawn anew in each replication` };
  const notes: string[] = [];
  for (const client of clientsOf(setting, group)) {
    const known = spread(setting, client, lookupsOf(client, scenario));
    if ('reason' in known) return known;
    if (known.nearly !== null) notes.push(known.nearly);
  }
  if (spec && spec.behaviour.shards > 1 && spec.behaviour.shardPick === 'client')
    if (clientsOf(setting, group).some(({ count }) => count !== null))
      notes.push(`clients are taken as dealt evenly to the shards of ${group}`);
  for (const below of scenario.resolvers.filter((one) => spec && asks(one, spec))) {
    const known = queriesTo(setting, below.name);
    if ('reason' in known) return known;
    if (known.nearly !== null) notes.push(known.nearly);
  }
  return { nearly: notes.length > 0 ? [...new Set(notes)].join('; ') : null };
}

/** Many sparse streams add up to a Poisson one (Palm and Khintchine); a few do not. */
function spread({ asking }: Setting, client: ClientGroup, known: Known): Known {
  if ('reason' in known || known.nearly === null) return known;
  const { memberOf } = asking.find(({ spec }) => spec === client) as Asking;
  const byMember = new Map<number, number>();
  for (const member of memberOf) byMember.set(member, (byMember.get(member) ?? 0) + 1);
  let squares = 0;
  for (const clients of byMember.values()) squares += clients * clients;
  const typical = squares / memberOf.length;
  return typical >= FEWEST_CLIENTS
    ? known
    : { reason: `${client.name} are too few a resolver for their look-ups to be Poisson` };
}
