/** What the stages of a request's life share. */
import type { Destinations } from '../backends/destinations.ts';
import type { Engine } from '../engine/engine.ts';
import type { Curves } from '../metrics/curves.ts';
import type { Followers } from '../metrics/followers.ts';
import type { Histogram } from '../metrics/histogram.ts';
import type { Recorder } from '../metrics/recorder.ts';
import type { Resolvers } from '../resolvers/resolvers.ts';
import type { Connections } from './connections.ts';
import type { Group } from './group.ts';
import type { OwnCaches } from './own-caches.ts';
import type { RequestId, Requests } from './requests.ts';
import type { Sessions } from './sessions.ts';

export interface Tables {
  readonly engine: Engine;
  readonly recorder: Recorder;
  readonly resolvers: Resolvers;
  readonly followers: Followers;
  readonly destinations: Destinations;
  /** Null when nothing happens that a curve follows. */
  readonly curves: Curves | null;
  readonly groups: readonly Group[];
  readonly requests: Requests;
  readonly sessions: Sessions;
  readonly connections: Connections;
  readonly caches: OwnCaches;
  /** How often each client has picked, by client row; empty when no pick goes by it. */
  readonly turns: Int32Array;
  /** Ages of the answers followed. */
  readonly ages: Histogram;
  /** IPv4 addresses as numbers (−1: another), by address row. */
  readonly numbers: Float64Array;
}

export function groupOf({ groups, requests }: Tables, request: RequestId): Group {
  return groups[requests.group[request] as number] as Group;
}

/** Row of a request's client and name in the tables of all clients; only of a group whose clients are counted. */
export function clientRow({ requests }: Tables, request: RequestId, group: Group): number {
  const client = requests.client[request] as number;
  return group.firstRow + client * group.nameRows.length + (requests.name[request] as number);
}

/** What tells the client of a request apart from all others, whatever it looks up; −1: one never seen before. */
export function callerOf({ requests }: Tables, request: RequestId, group: Group): number {
  const client = requests.client[request] as number;
  return client < 0 ? client : group.firstRow + client;
}

/** The same of the client behind a row of the tables of all clients. */
export function callerAt(row: number, { firstRow, nameRows }: Group): number {
  return firstRow + Math.floor((row - firstRow) / nameRows.length);
}
