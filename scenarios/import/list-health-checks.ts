import { child, itemsOf, type Scalar, type Tree } from '../format/tree.ts';
import type { DocumentFormat, FoundCheck, ImportReport } from './foreign-format.ts';
import { readHealthCheck } from './health-check.ts';
import { checkMembers } from './members.ts';

const PAGE = ['HealthChecks', 'Marker', 'IsTruncated', 'NextMarker', 'MaxItems', 'NextToken'];

/** What is said of a check besides its configuration changes nothing of what it does. */
const MEMBERS = [
  'Id',
  'CallerReference',
  'HealthCheckConfig',
  'HealthCheckVersion',
  'LinkedService',
  'CloudWatchAlarmConfiguration',
];

const isPage = (tree: Tree) => child(tree, 'HealthChecks') !== undefined;
const isCheck = (tree: Tree) =>
  child(tree, 'Id') !== undefined && child(tree, 'HealthCheckConfig') !== undefined;

export const listHealthChecks: DocumentFormat = {
  name: 'route53-health-checks',
  summary:
    '`aws route53 list-health-checks` output: the whole, its pages, or the bare array of checks.',
  syntax: 'json',
  recognises: (document) =>
    isPage(document) ||
    (document.kind === 'list' &&
      document.items.length > 0 &&
      document.items.every((item) => isPage(item) || isCheck(item))),
  read(document, report) {
    const items = document.kind === 'list' ? document.items : [document];
    return items.flatMap((item) => (isPage(item) ? readPage(item, report) : readOne(item, report)));
  },
};

function readPage(page: Tree, report: ImportReport): FoundCheck[] {
  checkMembers(page, 'ListHealthChecksResponse', PAGE, report.problems);
  const checks = child(page, 'HealthChecks') as Tree;
  if (checks.kind === 'list') return itemsOf(checks).flatMap((check) => readOne(check, report));
  report.problems.add(checks.place, 'expected HealthChecks to be an array');
  return [];
}

function readOne(tree: Tree, report: ImportReport): FoundCheck[] {
  if (!checkMembers(tree, 'HealthCheck', MEMBERS, report.problems)) return [];
  const id = child(tree, 'Id');
  const config = child(tree, 'HealthCheckConfig');
  if (id?.kind !== 'scalar')
    report.problems.add(id?.place ?? tree.place, 'expected "Id" in this HealthCheck, as text');
  if (!config) report.problems.add(tree.place, 'expected "HealthCheckConfig" in this HealthCheck');
  return id?.kind === 'scalar' && config ? readHealthCheck(id as Scalar, config, report) : [];
}
