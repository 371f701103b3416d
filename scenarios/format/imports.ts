/** `zone.import`: the record sets of other people's files, put behind those the scenario writes itself. */
import type { Note } from '../../experiments/study.ts';
import type { ImportReport } from '../import/foreign-format.ts';
import { foreignFormats } from '../import/index.ts';
import { parseJson } from '../import/json.ts';
import { canonical } from './names.ts';
import { noteAt } from './note.ts';
import { quoted } from './printable.ts';
import type { Problems } from './problem.ts';
import { type Reader, UnreadableError } from './reader.ts';
import { RecordList } from './record-list.ts';
import type { Source } from './source.ts';
import { child, itemsOf, list, type Mapping, scalar, type Tree, textOf } from './tree.ts';

/** About 200,000 record sets. */
const MOST_IMPORT_BYTES = 64 * 1024 * 1024;

export interface Surroundings {
  readonly reader: Reader;
  readonly problems: Problems;
  readonly notes: Note[];
}

export interface Imported {
  readonly tree: Tree;
  /** The texts that record sets were imported from. */
  readonly sources: ReadonlySet<Source>;
}

/** The tree with every zone's imports carried out. */
export function withImports(tree: Mapping, surroundings: Surroundings): Imported {
  const sources = new Set<Source>();
  const entries = new Map(tree.entries);
  const zone = entries.get('zone');
  if (zone)
    entries.set('zone', { ...zone, value: zoneWithImports(zone.value, sources, surroundings) });
  const zones = entries.get('zones');
  if (zones?.value.kind === 'list') {
    const items = zones.value.items.map((item) => zoneWithImports(item, sources, surroundings));
    entries.set('zones', { ...zones, value: { ...zones.value, items } });
  }
  return { tree: { ...tree, entries }, sources };
}

function zoneWithImports(zone: Tree, sources: Set<Source>, surroundings: Surroundings): Tree {
  const named = zone.kind === 'mapping' ? zone.entries.get('import') : undefined;
  if (zone.kind !== 'mapping' || !named) return zone;
  const before = surroundings.problems.count;
  const records = new RecordList(
    itemsOf(child(zone, 'records')),
    textOf(child(zone, 'name')) ?? '',
    surroundings.problems,
  );
  for (const file of named.value.kind === 'list' ? named.value.items : [named.value]) {
    const source = importInto(records, file, surroundings);
    if (source) sources.add(source);
  }
  const entries = new Map(zone.entries);
  const written = zone.entries.get('records');
  entries.set('records', {
    key: written?.key ?? named.key,
    value: list(written?.value.place ?? named.value.place, records.items),
  });
  if (!entries.has('name')) {
    const apex = apexOf(records.items);
    if (apex) entries.set('name', { key: named.key, value: apex });
    else if (surroundings.problems.count === before)
      surroundings.problems.add(
        named.key,
        'nothing imported tells the name of the zone (there is no SOA record); write zone.name',
      );
  }
  return { ...zone, entries };
}

/** Carries out the changes of one file; the source, if it was read. */
function importInto(
  records: RecordList,
  named: Tree,
  { reader, problems, notes }: Surroundings,
): Source | null {
  const path = textOf(named);
  // Anything else is reported by the schema.
  if (path === undefined || path === '') return null;
  let source: Source;
  try {
    source = reader.named(path, named.place.source, MOST_IMPORT_BYTES);
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error;
    problems.add(named.place, `cannot read ${quoted(path)}: ${error.message}`);
    return null;
  }
  const report: ImportReport = {
    problems,
    note: (place, text) => void notes.push(noteAt(place, text)),
  };
  const documents = parseJson(source, problems);
  for (const document of documents) {
    const format = foreignFormats.find((candidate) => candidate.recognises(document));
    if (!format) {
      problems.add(
        { ...document.place, end: document.place.start + 1 },
        `not recognised; expected ${foreignFormats.map(({ summary }) => summary.replace(/\.$/, '')).join('; or ')}`,
      );
      continue;
    }
    for (const change of format.read(document, report)) records.apply(change);
  }
  const last = documents.at(-1);
  const truncated = child(last, 'IsTruncated') ?? child(last, 'NextToken');
  if (truncated?.kind === 'scalar' && truncated.value)
    report.note(
      truncated.place,
      'this listing is truncated: the record sets of its later pages are missing',
    );
  return source;
}

/** The owner of the SOA record, which every zone has once, at its apex. */
function apexOf(records: readonly Tree[]): Tree | undefined {
  const name = child(
    records.find((record) => textOf(child(record, 'type')) === 'SOA'),
    'name',
  );
  return name && scalar(name.place, canonical(textOf(name) ?? ''));
}
