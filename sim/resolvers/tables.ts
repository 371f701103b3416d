/** What the stages of a query's life share: asking (resolvers.ts), following, fetching, rendering. */
import type { Engine } from '../engine/engine.ts';
import type { Followers } from '../metrics/followers.ts';
import type { Recorder } from '../metrics/recorder.ts';
import type { Cache } from './cache.ts';
import type { Entries } from './entries.ts';
import type { Group, Trip } from './group.ts';
import type { JoinLimits } from './join-limits.ts';
import type { Recency } from './recency.ts';
import type { StaleAnswers } from './stale-answers.ts';
import type { Topology } from './topology.ts';
import type { Turns } from './turns.ts';

export interface Tables {
  readonly topology: Topology;
  readonly entries: Entries;
  readonly groups: readonly Group[];
  readonly cache: Cache;
  /** Null: nobody uses records that have expired. */
  readonly stale: StaleAnswers | null;
  /** Null: nobody limits how many wait for one query. */
  readonly joinLimits: JoinLimits | null;
  /** Null: every cache holds all that it is asked for. */
  readonly recency: Recency | null;
  /** How often counters have turned answers. */
  readonly turns: Turns;
  readonly followers: Followers;
  readonly engine: Engine;
  readonly recorder: Recorder;
  /** Who looks on as entries are filled; null: nobody. */
  watcher: Watcher | null;
}

/** Looks on as entries are filled. */
export interface Watcher {
  /** The entry still holds what it is about to lose. */
  replacing(entry: number): void;
  filled(entry: number): void;
  /** A counter is about to turn an answer of the entry. */
  turning(entry: number): void;
}

/** The group of the shard that an entry belongs to. */
export function groupOf({ entries, groups }: Tables, entry: number): Group {
  return groups[entries.groupOf(entry)] as Group;
}

/** The group that is asked for an entry; −1: the authority. */
export function upstreamOf({ entries, topology }: Tables, entry: number): number {
  return topology.upstreamOf(entries.groupOf(entry), entries.questionOf(entry));
}

/** The round trip from the shard of an entry to whom it asks. */
export function tripOf(tables: Tables, entry: number): Trip {
  return groupOf(tables, entry).trips[upstreamOf(tables, entry) + 1] as Trip;
}
