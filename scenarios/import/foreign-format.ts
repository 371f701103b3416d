import type { Plugin } from '../../sim/plugin.ts';
import type { Problems } from '../format/problem.ts';
import type { Place } from '../format/source.ts';
import type { Mapping, Tree } from '../format/tree.ts';

/** One step of an import: a record set as a scenario would write it, and what becomes of it. */
export interface RecordChange {
  /** `add`: one more; `create`: one more, which must be new; `upsert`: new or in place of its like; `delete`: take its equal away. */
  readonly action: 'add' | 'create' | 'upsert' | 'delete';
  /** Keys and values of scenario.md part 3, each placed where the foreign file has it. */
  readonly record: Mapping;
  readonly place: Place;
}

/** Where an importer says what is wrong and what is worth knowing. */
export interface ImportReport {
  readonly problems: Problems;
  note(place: Place, text: string): void;
}

/** A file format of someone else's: text that users already have, read as scenario input. */
export interface ForeignFormat extends Plugin {
  /** Whether a JSON document is of this format, by content. */
  recognises(document: Tree): boolean;
  /** The record sets in a document, in the order of the file. */
  read(document: Tree, report: ImportReport): RecordChange[];
}
