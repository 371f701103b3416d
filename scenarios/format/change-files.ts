/** Events that name a file of changes (`change: FILE`) → events that hold them, each where the file has it. */
import type { Note } from '../../experiments/study.ts';
import { changeBatch } from '../import/change-batch.ts';
import { parseJson } from '../import/json.ts';
import { noteAt } from './note.ts';
import { quoted } from './printable.ts';
import type { Problems } from './problem.ts';
import { type Reader, UnreadableError } from './reader.ts';
import type { Source } from './source.ts';
import { child, list, type Mapping, mapping, scalar, type Tree, textOf } from './tree.ts';

/** A request to Route 53 is far smaller. */
const MOST_BYTES = 1024 * 1024;

interface Surroundings {
  readonly reader: Reader;
  readonly problems: Problems;
  readonly notes: Note[];
}

export function withChangeFiles(tree: Tree, surroundings: Surroundings): Tree {
  const events = tree.kind === 'mapping' ? tree.entries.get('events') : undefined;
  if (tree.kind !== 'mapping' || events?.value.kind !== 'list') return tree;
  const items = events.value.items.map((event) => withChanges(event, surroundings));
  const entries = new Map(tree.entries);
  return {
    ...tree,
    entries: entries.set('events', { ...events, value: { ...events.value, items } }),
  };
}

/** Named after the file, unless it has a name. */
function withChanges(event: Tree, surroundings: Surroundings): Tree {
  const named = event.kind === 'mapping' ? event.entries.get('change') : undefined;
  const file = textOf(named?.value);
  if (event.kind !== 'mapping' || !named || file === undefined) return event;
  const changes = changesIn(named.value, file, surroundings);
  if (!changes) return event;
  const { place } = named.value;
  const entries = new Map(event.entries);
  entries.set('change', {
    ...named,
    value: mapping(place, [['changes', { key: named.key, value: changes }]]),
  });
  if (!entries.has('name'))
    entries.set('name', { key: named.key, value: scalar(place, `change ${file}`) });
  return { ...event, entries };
}

/** Null, and reported, if the file cannot be had or holds something else. */
function changesIn(
  named: Tree,
  file: string,
  { reader, problems, notes }: Surroundings,
): Tree | null {
  let source: Source;
  try {
    source = reader.named(file, named.place.source, MOST_BYTES);
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error;
    problems.add(named.place, `cannot read ${quoted(file)}: ${error.message}`);
    return null;
  }
  const before = problems.count;
  const [document] = parseJson(source, problems);
  if (problems.count > before || !document) return null;
  if (!changeBatch.recognises(document)) {
    problems.add(
      named.place,
      `${quoted(file)} holds no change batch, an object with "Changes" as for aws route53 change-resource-record-sets`,
    );
    return null;
  }
  const found = changeBatch.read(document, {
    problems,
    zone: '',
    note: (place, text) => void notes.push(noteAt(place, text)),
  });
  const items = found.flatMap((finding) =>
    finding.kind === 'record' ? [stepOf(finding.action.toUpperCase(), finding.record)] : [],
  );
  return problems.count > before
    ? null
    : list(child(document, 'Changes')?.place ?? named.place, items);
}

function stepOf(action: string, record: Mapping): Mapping {
  const { place } = record;
  return mapping(place, [
    ['action', { key: place, value: scalar(place, action) }],
    ['record', { key: place, value: record }],
  ]);
}
