import type { Authority } from '../authority/authority.ts';
import type { Backends } from '../backends/backends.ts';
import type { Destinations } from '../backends/destinations.ts';
import type { Clients } from '../clients/clients.ts';
import type { Group } from '../clients/group.ts';
import type { Engine } from '../engine/engine.ts';
import type { Curves } from '../metrics/curves.ts';
import type { Followers } from '../metrics/followers.ts';
import type { Histogram } from '../metrics/histogram.ts';
import type { Recorder } from '../metrics/recorder.ts';
import type { Streams } from '../random/streams.ts';
import type { Resolvers } from '../resolvers/resolvers.ts';
import type { Seconds } from '../settings.ts';

/** The world that requests are counted in. */
export interface CountsContext {
  readonly groups: readonly Group[];
  /** Who makes the requests that are made for themselves. */
  readonly clients: Clients;
  readonly authority: Authority;
  readonly resolvers: Resolvers;
  readonly followers: Followers;
  readonly backends: Backends;
  readonly destinations: Destinations;
  readonly engine: Engine;
  readonly recorder: Recorder;
  readonly ages: Histogram;
  /** Null: there are no events to follow. */
  readonly curves: Curves | null;
  /** Names looked up. */
  readonly names: number;
  /** IPv4 addresses as numbers (−1: another), by address row. */
  readonly numbers: Float64Array;
  readonly streams: Streams;
  /** End of the run. */
  readonly end: Seconds;
}
