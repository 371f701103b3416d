import type { Plugin } from '../../sim/plugin.ts';
import type { Problems } from '../format/problem.ts';
import type { Place, Source } from '../format/source.ts';
import type { Mapping, Scalar, Tree } from '../format/tree.ts';

/** A record set as a scenario would write it, and what becomes of it. */
export interface RecordChange {
  readonly kind: 'record';
  /** `add`: one more; `create`: one more, which must be new; `upsert`: new or in place of its like; `delete`: take its equal away. */
  readonly action: 'add' | 'create' | 'upsert' | 'delete';
  /** Keys and values of scenario.md part 3, each placed where the foreign file has it. */
  readonly record: Mapping;
  readonly place: Place;
  /** The zone that the file puts it into, lower case, without the trailing dot; left out where the file does not say. */
  readonly zone?: string;
}

/** A health check as a scenario would write it. */
export interface FoundCheck {
  readonly kind: 'healthCheck';
  readonly check: Mapping;
}

export interface FoundCollection {
  readonly kind: 'cidrCollection';
  readonly collection: Mapping;
}

/** A zone that the file describes. */
export interface FoundZone {
  readonly kind: 'zone';
  readonly name: Scalar;
  /** What tells that it is private; left out where nothing does. */
  readonly isPrivate?: Place;
}

/** One thing that a foreign file holds. */
export type Finding = RecordChange | FoundCheck | FoundCollection | FoundZone;

/** What an importer is told, and where it says what is wrong and what is worth knowing. */
export interface ImportReport {
  readonly problems: Problems;
  /** The zone that is imported into, absolute; empty while it is not known. */
  readonly zone: string;
  note(place: Place, text: string): void;
}

interface Format extends Plugin {
  /** What is expected of a file, for an error message: `NAME: what …`. */
  readonly summary: string;
}

/** Files that are JSON, or YAML: trees with places. */
export interface DocumentFormat extends Format {
  readonly syntax: 'json' | 'json or yaml';
  /** Whether a document is of this format, by content. */
  recognises(document: Tree): boolean;
  /** What is in a document, in the order of the file. */
  read(document: Tree, report: ImportReport): Finding[];
}

/** Files with a syntax of their own. */
export interface TextFormat extends Format {
  readonly syntax: 'own';
  recognises(source: Source): boolean;
  read(source: Source, report: ImportReport): Finding[];
}

/** A file format of someone else's: text that users already have, read as scenario input. */
export type ForeignFormat = DocumentFormat | TextFormat;
