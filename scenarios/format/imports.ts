/**
 * `zone.import`: what other people's files say of a zone, put behind what the scenario writes itself: record sets, health
 * checks, collections of address blocks.
 */
import type { Note } from '../../experiments/study.ts';
import { documentsIn } from '../import/findings.ts';
import type { Finding, ImportReport, RecordChange } from '../import/foreign-format.ts';
import { canonical } from './names.ts';
import { noteAt } from './note.ts';
import { quoted } from './printable.ts';
import type { Problems } from './problem.ts';
import { type Reader, UnreadableError } from './reader.ts';
import { RecordList } from './record-list.ts';
import type { Place, Source } from './source.ts';
import {
  child,
  type Entry,
  itemsOf,
  list,
  type Mapping,
  mapping,
  type Scalar,
  scalar,
  type Tree,
  textOf,
} from './tree.ts';

/** About 200,000 record sets. */
export const MOST_IMPORT_BYTES = 64 * 1024 * 1024;

export interface Surroundings {
  readonly reader: Reader;
  readonly problems: Problems;
  readonly notes: Note[];
}

export interface Imported {
  readonly tree: Tree;
  /** The texts that were imported from. */
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
  const written = textOf(child(zone, 'name'));
  const before = surroundings.problems.count;
  const files = named.value.kind === 'list' ? named.value.items : [named.value];
  const findings = files.flatMap((file) => {
    const source = sourceOf(file, surroundings);
    if (!source) return [];
    sources.add(source);
    return documentsIn(source, reportOf(written ?? '', surroundings)).findings;
  });
  const told = written === undefined ? zonesTold(findings) : [];
  const [name, another] = told;
  const entries = new Map(zone.entries);
  if (another)
    surroundings.problems.add(
      named.key,
      `what is imported is of the zones ${told.map((own) => textOf(own)).join(', ')}; write zone.name to choose one`,
    );
  else if (name) entries.set('name', { key: named.key, value: name });
  else if (written === undefined && surroundings.problems.count === before)
    surroundings.problems.add(
      named.key,
      'nothing imported tells the name of the zone (there is no SOA record); write zone.name',
    );
  return zoneFrom({ ...zone, entries }, findings, named, surroundings);
}

/**
 * What was found, in a zone behind what is written there.
 *
 * @param named where it says that it is imported
 */
export function zoneFrom(
  zone: Mapping,
  findings: readonly Finding[],
  named: Entry,
  surroundings: Pick<Surroundings, 'problems' | 'notes'>,
): Mapping {
  const entries = new Map(zone.entries);
  const name = textOf(child(zone, 'name')) ?? '';
  addRecords(findings, name, entries, named, surroundings);
  const place = privateAt(findings, canonical(name));
  if (place && !entries.has('private'))
    entries.set('private', { key: place, value: scalar(place, true) });
  addNamed(checksIn(findings), 'healthChecks', entries, named);
  addNamed(collectionsIn(findings), 'cidrCollections', entries, named);
  return { ...zone, entries };
}

/** The text of one file; null, and reported, if it cannot be had. */
function sourceOf(named: Tree, { reader, problems }: Surroundings): Source | null {
  const path = textOf(named);
  // Anything else is reported by the schema.
  if (path === undefined || path === '') return null;
  try {
    return reader.named(path, named.place.source, MOST_IMPORT_BYTES);
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error;
    problems.add(named.place, `cannot read ${quoted(path)}: ${error.message}`);
    return null;
  }
}

function reportOf(zone: string, { problems, notes }: Surroundings): ImportReport {
  return {
    problems,
    zone: canonical(zone),
    note: (place, text) => void notes.push(noteAt(place, text)),
  };
}

/** The zones that findings are of, each once: an SOA record's owner is one, for every zone has it once, at its apex. */
export function zonesTold(findings: readonly Finding[]): Scalar[] {
  const told = new Map<string, Scalar>();
  const tell = (tree: Tree | undefined, name = textOf(tree)) => {
    if (tree && name !== undefined && !told.has(canonical(name)))
      told.set(canonical(name), scalar(tree.place, canonical(name)));
  };
  for (const finding of findings) {
    if (finding.kind === 'zone') tell(finding.name);
    else if (finding.kind === 'record') {
      if (finding.zone !== undefined) tell(finding.record, finding.zone);
      if (textOf(child(finding.record, 'type')) === 'SOA') tell(child(finding.record, 'name'));
    }
  }
  return [...told.values()];
}

/** What tells that a zone of a name is private; undefined if another of that name is not. */
function privateAt(findings: readonly Finding[], name: string): Place | undefined {
  const zones = findings.flatMap((finding) =>
    finding.kind === 'zone' && textOf(finding.name) === name ? [finding] : [],
  );
  return zones.every(({ isPrivate }) => isPrivate) ? zones[0]?.isPrivate : undefined;
}

function addRecords(
  findings: readonly Finding[],
  zone: string,
  entries: Map<string, Entry>,
  named: Entry,
  { problems, notes }: Pick<Surroundings, 'problems' | 'notes'>,
): void {
  const written = entries.get('records');
  const records = new RecordList(itemsOf(written?.value), zone, problems);
  const aside: RecordChange[] = [];
  for (const finding of findings) {
    if (finding.kind !== 'record') continue;
    if (finding.zone === undefined || zone === '' || finding.zone === canonical(zone))
      records.apply(finding);
    else aside.push(finding);
  }
  entries.set('records', {
    key: written?.key ?? named.key,
    value: list(written?.value.place ?? named.value.place, records.items),
  });
  const [first] = aside;
  if (first)
    notes.push(
      noteAt(
        first.place,
        `left out, because they are not of the zone ${canonical(zone)}: ${aside.length} of the record sets`,
      ),
    );
}

const checksIn = (findings: readonly Finding[]) =>
  findings.flatMap((finding) => (finding.kind === 'healthCheck' ? [finding.check] : []));
const collectionsIn = (findings: readonly Finding[]) =>
  findings.flatMap((finding) => (finding.kind === 'cidrCollection' ? [finding.collection] : []));

/** What says for itself where the values of a health check come from. */
const SOURCES_OF_STATUS = ['backend', 'endpoint', 'calculated', 'status'];

/** Named things behind those written; what is written of one with the same name is put over it, key by key. */
function addNamed(
  found: readonly Mapping[],
  key: string,
  entries: Map<string, Entry>,
  named: Entry,
): void {
  if (found.length === 0) return;
  const written = entries.get(key);
  const byName = new Map(found.map((item) => [textOf(child(item, 'name')), item]));
  const taken = new Set<Mapping>();
  const items = itemsOf(written?.value).map((item) => {
    const name = textOf(child(item, 'name'));
    const beneath = name === undefined ? undefined : byName.get(name);
    if (!beneath || item.kind !== 'mapping') return item;
    taken.add(beneath);
    const merged = new Map([...beneath.entries, ...item.entries]);
    if (SOURCES_OF_STATUS.some((source) => item.entries.has(source)))
      for (const source of SOURCES_OF_STATUS) if (!item.entries.has(source)) merged.delete(source);
    return mapping(item.place, merged);
  });
  entries.set(key, {
    key: written?.key ?? named.key,
    value: list(written?.value.place ?? named.value.place, [
      ...items,
      ...found.filter((item) => !taken.has(item)),
    ]),
  });
}
