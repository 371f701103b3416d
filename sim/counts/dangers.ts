/** Whether some request could meet a backend that does not accept it, as caches and edges stand. */
import type { Authority } from '../authority/authority.ts';
import type { Backends } from '../backends/backends.ts';
import type { Destinations } from '../backends/destinations.ts';
import type { ConnectionId, Connections } from '../clients/connections.ts';
import type { Group } from '../clients/group.ts';
import type { OwnCaches } from '../clients/own-caches.ts';
import type { Engine } from '../engine/engine.ts';
import type { ChoiceId, Followers } from '../metrics/followers.ts';
import type { Resolvers } from '../resolvers/resolvers.ts';
import type { Seconds } from '../settings.ts';
import type { CountsContext } from './context.ts';

export class Dangers {
  readonly #authority: Authority;
  readonly #backends: Backends;
  readonly #caches: OwnCaches;
  readonly #engine: Engine;
  readonly #followers: Followers;
  readonly #resolvers: Resolvers;
  readonly #destinations: Destinations;
  readonly #backendOf: Int32Array;
  readonly #entries: number;
  readonly #groups: readonly Group[];
  readonly #connections: Connections;
  /** Whether some clients keep connections. */
  readonly #keeps: boolean;
  /** By backend: 1 where a fault keeps it from accepting. */
  readonly #struck: Uint8Array;

  constructor({
    authority,
    backends,
    clients,
    engine,
    followers,
    resolvers,
    ...context
  }: CountsContext) {
    this.#authority = authority;
    this.#backends = backends;
    this.#caches = clients.caches;
    this.#connections = clients.connections;
    this.#keeps = context.groups.some(({ spec }) => spec.behaviour.pool !== null);
    this.#engine = engine;
    this.#followers = followers;
    this.#resolvers = resolvers;
    this.#destinations = context.destinations;
    this.#backendOf = context.destinations.ways.destinationOf;
    this.#entries = resolvers.topology.shards * context.names;
    this.#groups = context.groups;
    this.#struck = new Uint8Array(context.destinations.ways.backends);
  }

  /** Whether an answer in a cache, or one that an edge gives, leads to a backend that is struck. */
  threaten(): boolean {
    if (this.#backends.plain) return false;
    let any = false;
    for (let backend = 0; backend < this.#struck.length; backend++) {
      const isStruck =
        this.#backends.isStruck(backend, this.#keeps) || this.#destinations.isCutFromAny(backend);
      this.#struck[backend] = isStruck ? 1 : 0;
      any ||= isStruck;
    }
    return any && (this.#areAnswered() || this.#areCached());
  }

  #areAnswered(): boolean {
    const shares = this.#authority.intended(this.#backendOf, this.#struck.length);
    return shares.some((share, backend) => share > 0 && this.#struck[backend] === 1);
  }

  #areCached(): boolean {
    const { cache } = this.#resolvers;
    const { now } = this.#engine;
    for (let entry = 0; entry < this.#entries; entry++)
      if (cache.isLive(entry, now) && this.#leads(cache.storedIn(entry))) return true;
    return this.#groups.some((group) => this.#areKept(group, now));
  }

  #areKept({ firstRow, memberOf, nameRows, spec: { behaviour } }: Group, now: Seconds): boolean {
    const end = firstRow + memberOf.length * nameRows.length;
    for (let row = firstRow; row < end; row++) {
      const isKept = now < this.#caches.usableUntil(row, behaviour);
      if (isKept && this.#leads(this.#caches.choiceIn(row))) return true;
      if (behaviour.pool !== null && this.#isConnected(row)) return true;
    }
    return false;
  }

  /** Whether a client holds a connection to a backend that is struck, or more than one: which is used is not plain. */
  #isConnected(row: number): boolean {
    const open = this.#connections.openOf(row);
    const sole = this.#connections.soleOf(row);
    if (sole < 0) return open > 0;
    const address = this.#connections.wayOf(sole as ConnectionId);
    return this.#struck[this.#backendOf[address] as number] === 1;
  }

  #leads(stored: number): boolean {
    if (stored < 0) return false;
    const list = stored as ChoiceId;
    for (let place = 0; place < this.#followers.countOf(list); place++) {
      const backend = this.#backendOf[this.#followers.addressAt(list, place)] as number;
      if (this.#struck[backend] === 1) return true;
    }
    return false;
  }
}
