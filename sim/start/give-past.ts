/** Gives clients what they had got before the run. */
import type { ConnectionId } from '../clients/connections.ts';
import type { StartContext } from './context.ts';
import type { PastLookup } from './past-lookups.ts';

/** What a past look-up got, given to the client that made it; the entry holds what it was answered with. */
export function givePast(context: StartContext, entry: number, lookup: PastLookup): void {
  const { resolvers, clients } = context;
  const { group, row } = lookup;
  resolvers.renderStored(entry, group.shape, Number.POSITIVE_INFINITY);
  if (resolvers.count === 0) return;
  if (lookup.cachedUntil > lookup.at || group.keepsAnswers)
    clients.caches.seed(row, resolvers.keep(), lookup.cachedUntil);
  if (lookup.connection === null) return;
  if (group.pick.spreads) connectToAll(context, lookup);
  else connectToOne(context, lookup);
}

function connectToOne({ resolvers, clients }: StartContext, { group, row, ...past }: PastLookup) {
  const turn = group.pick.takesTurns ? (clients.turns[row] as number) : 0;
  const place = group.pick.place(resolvers.count, group.picking, turn);
  connect({ resolvers, clients }, { group, row, ...past }, place);
}

/** A connection to each address, but for those whose turn has not come for too long. */
function connectToAll({ resolvers, clients, stream, at }: StartContext, past: PastLookup): void {
  const { idle } = past.group.spec.behaviour.pool ?? { idle: 0 };
  for (let place = 0; place < resolvers.count; place++) {
    const quiet = (stream.exponential() * resolvers.count) / past.rate;
    const idleSince = past.connection && Math.max(at - quiet, past.at);
    if (quiet < idle && past.connection && idleSince !== null)
      connect(
        { resolvers, clients },
        { ...past, connection: { ...past.connection, idleSince } },
        place,
      );
  }
}

function connect(
  { resolvers, clients }: Pick<StartContext, 'resolvers' | 'clients'>,
  { group, row, connection: past }: PastLookup,
  place: number,
): void {
  if (past === null) return;
  const connection: ConnectionId = clients.connections.begin(row, past.closesAt);
  clients.connections.connect(connection, resolvers.addressAt(place), resolvers.keep());
  clients.connections.hasCarried(connection, past.carried);
  clients.connections.rest(connection, past.idleSince, group.spec.behaviour.pool);
}
