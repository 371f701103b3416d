/** Makes sessions and their pages: what an arrival is where it is more than one request. */
import type { AliasTable } from '../random/alias-table.ts';
import type { Group } from './group.ts';
import type { SessionDraws } from './session-draws.ts';
import type { SessionId } from './sessions.ts';
import type { Tables } from './tables.ts';

const NO_ROW = -1;

/** Makes one request of a session now. */
export type MakeHit = (
  groupRow: number,
  client: number,
  name: number,
  shard: number,
  source: number,
  session: SessionId,
) => void;

export class Pages {
  readonly #tables: Tables;
  readonly #make: MakeHit;

  constructor(tables: Tables, make: MakeHit) {
    const { engine, groups, sessions } = tables;
    this.#tables = tables;
    this.#make = make;
    if (groups.some(({ session }) => session !== null))
      sessions.onPage(engine, (session) => this.#page(session));
  }

  /** A client (−1: a new one) begins a session. */
  begin(groupRow: number, client: number, member: number, name: number): void {
    const { groups, sessions } = this.#tables;
    const group = groups[groupRow] as Group;
    const source = group.isPlaced ? group.sourceOf(client) : 0;
    const draws = group.session as SessionDraws;
    this.#page(sessions.begin(groupRow, client, member, name, source, draws));
  }

  #page(session: SessionId): void {
    const { sessions, groups, resolvers } = this.#tables;
    const row = sessions.group[session] as number;
    const group = groups[row] as Group;
    const draws = group.session as SessionDraws;
    const client = sessions.client[session] as number;
    const member = sessions.member[session] as number;
    const source = sessions.source[session] as number;
    const asker = client === NO_ROW ? NO_ROW : group.firstRow + client;
    const isMixed = !group.keepsAddress && group.names !== null;
    for (let left = sessions.beginPage(session, draws); left > 0; left--) {
      const name = isMixed
        ? (group.names as AliasTable).draw(draws.stream)
        : (sessions.name[session] as number);
      const nameRow = group.firstAsked[name] as number;
      const shard = resolvers.topology.shardFor(member, asker, nameRow, group.picking);
      this.#make(row, client, name, shard, source, session);
    }
  }
}
