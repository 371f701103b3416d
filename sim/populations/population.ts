/** A population: who asks whom, as data with evidence. The reader makes groups of it. */
import type { Plugin } from '../plugin.ts';
import type { Evidence } from '../profile.ts';

export interface Population extends Plugin {
  /** In the order in which they are listed. */
  readonly resolvers: readonly PopulationResolvers[];
  /** Shares of clients by profile; they sum to 1. */
  readonly clients: Readonly<Record<string, number>>;
  /** Where the shares come from, and how well they are known. */
  readonly evidence: Evidence;
  readonly source: string;
  /** What the source leaves open, as whole sentences for a report. */
  readonly assumed: readonly string[];
}

/** Resolvers of one kind. */
export interface PopulationResolvers {
  readonly name: string;
  /** A profile, or shares of members by profile. */
  readonly profile: string | Readonly<Record<string, number>>;
  /** Part of the clients that ask them, over all groups 1; 0: only others of the population ask them. */
  readonly share: number;
  /** Clients of each, where they are many small ones; left out: they share the resolvers of the population. */
  readonly clientsEach?: number;
  /** The name of those they ask; left out: the authority. */
  readonly upstream?: string;
  /** Which of those each member asks; left out: one chosen by hash. */
  readonly upstreamPick?: 'same' | 'hash' | 'query';
}
