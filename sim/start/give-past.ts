/** Gives clients what they had got before the run. */
import type { ConnectionId } from '../clients/connections.ts';
import { goesRound } from '../clients/picks/pick.ts';
import { callerAt } from '../clients/tables.ts';
import type { ChoiceId } from '../metrics/followers.ts';
import type { StartContext } from './context.ts';
import type { PastConnection, PastLookup } from './past-lookups.ts';

/** What a past look-up got, given to the client that made it; the entry holds what it was answered with. */
export function givePast(context: StartContext, entry: number, lookup: PastLookup): void {
  const { resolvers, clients } = context;
  const { group, row } = lookup;
  const asker = group.isPlaced
    ? group.askerAt(group.sourceOf(callerAt(row, group) - group.firstRow))
    : group.askerAt(0);
  resolvers.renderStored(entry, asker, Number.POSITIVE_INFINITY);
  if (resolvers.count === 0) return;
  if (!lookup.isSuperseded && (lookup.cachedUntil > lookup.at || group.keepsAnswers))
    clients.caches.seed(row, keptBy(context, group.row), lookup.cachedUntil);
  for (const connection of lookup.connections)
    if (goesRound(group.pick)) connectToAll(context, lookup, connection);
    else connectToOne(context, lookup, connection);
}

function connectToOne(context: StartContext, past: PastLookup, connection: PastConnection): void {
  const { resolvers, clients } = context;
  const { group, row } = past;
  const turn = group.pick.takesTurns ? (clients.turns[row] as number) : 0;
  const place = group.pick.place(resolvers.count, group.picking, turn);
  // Several that a client keeps open are not all opened at one turn.
  if (group.pick.takesTurns && group.spec.behaviour.pool?.alwaysOn) clients.turns[row] = turn + 1;
  connect(context, past, connection, place);
}

/** A connection to each address, but for those whose turn has not come for too long. */
function connectToAll(context: StartContext, past: PastLookup, connection: PastConnection): void {
  const { resolvers, stream, at } = context;
  const { idle } = past.group.spec.behaviour.pool ?? { idle: 0 };
  for (let place = 0; place < resolvers.count; place++) {
    const quiet = (stream.exponential() * resolvers.count) / past.rate;
    const idleSince = Math.max(at - quiet, past.at);
    if (quiet < idle) connect(context, past, { ...connection, idleSince }, place);
  }
}

/** What the resolver answers, as a client of the group keeps it. */
function keptBy({ resolvers, followers }: StartContext, group: number): ChoiceId {
  const answered = resolvers.keep(group);
  const kept = followers.keptBy(group, answered);
  followers.release(answered);
  return kept;
}

function connect(
  context: StartContext,
  { group, row }: PastLookup,
  past: PastConnection,
  place: number,
): void {
  const { resolvers, clients, destinations } = context;
  const connection: ConnectionId = clients.connections.begin(row, past.closesAt);
  const way = destinations.dial(resolvers.addressAt(place), callerAt(row, group));
  clients.connections.connect(connection, way, keptBy(context, group.row));
  clients.connections.hasCarried(connection, past.carried);
  clients.connections.rest(connection, past.idleSince, group.spec.behaviour.pool);
}
