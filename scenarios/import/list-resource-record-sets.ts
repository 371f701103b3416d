import { child, itemsOf, type Tree } from '../format/tree.ts';
import type { DocumentFormat, ImportReport, RecordChange } from './foreign-format.ts';
import { checkMembers } from './members.ts';
import { readRecordSet } from './record-set.ts';

const PAGE = [
  'ResourceRecordSets',
  'IsTruncated',
  'MaxItems',
  'NextRecordName',
  'NextRecordType',
  'NextRecordIdentifier',
  'NextToken',
];

const isPage = (tree: Tree) => child(tree, 'ResourceRecordSets') !== undefined;
const isRecordSet = (tree: Tree) =>
  child(tree, 'Name') !== undefined && child(tree, 'Type') !== undefined;

export const listResourceRecordSets: DocumentFormat = {
  name: 'route53-listing',
  summary:
    '`aws route53 list-resource-record-sets` output: the whole, its pages, or the bare array of record sets.',
  syntax: 'json',
  recognises: (document) =>
    isPage(document) ||
    (document.kind === 'list' && document.items.every((item) => isPage(item) || isRecordSet(item))),
  read(document, report) {
    const items = document.kind === 'list' ? document.items : [document];
    return items.flatMap((item) => (isPage(item) ? readPage(item, report) : addSet(item, report)));
  },
};

function readPage(page: Tree, report: ImportReport): RecordChange[] {
  checkMembers(page, 'ListResourceRecordSetsResponse', PAGE, report.problems);
  const sets = child(page, 'ResourceRecordSets') as Tree;
  if (sets.kind === 'list') return itemsOf(sets).flatMap((set) => addSet(set, report));
  report.problems.add(sets.place, 'expected ResourceRecordSets to be an array');
  return [];
}

function addSet(set: Tree, report: ImportReport): RecordChange[] {
  return readRecordSet(set, report).map((record) => ({
    kind: 'record' as const,
    action: 'add' as const,
    record,
    place: set.place,
  }));
}
