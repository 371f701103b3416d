/** A profile: how one real program behaves, as data over the fields of a scenario, with evidence. */
import type { Plugin } from './plugin.ts';

/**
 * How well a value is known: `D` documented, `S` read in source code, `E` measured, by others or by `npm run
 * conformance`, `I` inferred, `A` assumed, `C` a control made for this simulator.
 */
export type Evidence = 'D' | 'S' | 'E' | 'I' | 'A' | 'C';

/** One value of a profile, in the form a scenario would write it. */
export interface ProfileValue {
  readonly value: unknown;
  readonly evidence: Evidence;
  /** Where it stands: repository and path, document, RFC section. */
  readonly source: string;
}

export interface Profile extends Plugin {
  /** By field name; a field left out has the `ideal` value. */
  readonly fields: Readonly<Record<string, ProfileValue>>;
}
