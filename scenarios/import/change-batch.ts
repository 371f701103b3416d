import { quoted } from '../format/printable.ts';
import { suggest } from '../format/suggest.ts';
import { child, type Tree, textOf } from '../format/tree.ts';
import type { DocumentFormat, ImportReport, RecordChange } from './foreign-format.ts';
import { checkMembers } from './members.ts';
import { readRecordSet } from './record-set.ts';

const ACTIONS: Readonly<Record<string, RecordChange['action']>> = {
  CREATE: 'create',
  UPSERT: 'upsert',
  DELETE: 'delete',
};

export const changeBatch: DocumentFormat = {
  name: 'route53-change-batch',
  summary: 'A change batch for `aws route53 change-resource-record-sets`, applied in its order.',
  syntax: 'json',
  recognises: (document) => child(document, 'Changes') !== undefined,
  read(document, report) {
    checkMembers(document, 'ChangeBatch', ['Comment', 'Changes'], report.problems);
    const changes = child(document, 'Changes') as Tree;
    if (changes.kind === 'list')
      return changes.items.flatMap((change) => readChange(change, report));
    report.problems.add(changes.place, 'expected Changes to be an array');
    return [];
  },
};

function readChange(change: Tree, report: ImportReport): RecordChange[] {
  if (!checkMembers(change, 'Change', ['Action', 'ResourceRecordSet'], report.problems)) return [];
  const named = child(change, 'Action');
  const word = textOf(named) ?? '';
  const action = Object.hasOwn(ACTIONS, word) ? ACTIONS[word] : undefined;
  const set = child(change, 'ResourceRecordSet');
  if (!action)
    report.problems.add(
      named?.place ?? change.place,
      `expected "Action" to be one of CREATE, DELETE, UPSERT; found ${quoted(word)}`,
      suggest(word, Object.keys(ACTIONS)),
    );
  if (!set) report.problems.add(change.place, 'expected "ResourceRecordSet" in this Change');
  if (!action || !set) return [];
  return readRecordSet(set, report).map((record) => ({
    kind: 'record' as const,
    action,
    record,
    place: set.place,
  }));
}
