/** A `HealthCheckConfig` of the Route 53 API → a health check as a scenario writes it (route53.md section 7.3). */
import { quoted } from '../format/printable.ts';
import { suggest } from '../format/suggest.ts';
import {
  child,
  type Entry,
  itemsOf,
  type Mapping,
  mapping,
  type Scalar,
  scalar,
  type Tree,
  textOf,
} from '../format/tree.ts';
import type { FoundCheck, ImportReport } from './foreign-format.ts';
import { checkMembers } from './members.ts';

const PROBES: ReadonlyMap<string, string> = new Map([
  ['HTTP', 'http'],
  ['HTTPS', 'https'],
  ['HTTP_STR_MATCH', 'http-str-match'],
  ['HTTPS_STR_MATCH', 'https-str-match'],
  ['TCP', 'tcp'],
]);

/** Types whose status comes from elsewhere in AWS. */
const FROM_ELSEWHERE: ReadonlyMap<string, string> = new Map([
  ['CLOUDWATCH_METRIC', 'a CloudWatch alarm'],
  ['RECOVERY_CONTROL', 'a routing control'],
]);

const TYPES = [...PROBES.keys(), 'CALCULATED', ...FROM_ELSEWHERE.keys()];

/** Members that go over as they are. */
const KEYS: ReadonlyMap<string, string> = new Map([
  ['Inverted', 'inverted'],
  ['Disabled', 'disabled'],
]);
/** Those of checks that probe. */
const OF_PROBES: ReadonlyMap<string, string> = new Map([
  ['FailureThreshold', 'failureThreshold'],
  ['MeasureLatency', 'measureLatency'],
]);

/** What is asked for makes no difference to whether a simulated backend passes. */
const WITHOUT_EFFECT = [
  'Port',
  'ResourcePath',
  'SearchString',
  'EnableSNI',
  'AlarmIdentifier',
  'InsufficientDataHealthStatus',
  'RoutingControlArn',
];

const MEMBERS = [
  'Type',
  'IPAddress',
  'FullyQualifiedDomainName',
  'RequestInterval',
  'HealthThreshold',
  'ChildHealthChecks',
  'Regions',
  ...KEYS.keys(),
  ...OF_PROBES.keys(),
  ...WITHOUT_EFFECT,
];

/** @param name what records call it; none if there is no telling what it is */
export function readHealthCheck(name: Scalar, config: Tree, report: ImportReport): FoundCheck[] {
  if (!checkMembers(config, 'HealthCheckConfig', MEMBERS, report.problems)) return [];
  const type = child(config, 'Type');
  const word = textOf(type) ?? '';
  if (!TYPES.includes(word)) {
    report.problems.add(
      type?.place ?? config.place,
      `expected "Type" to be one of ${TYPES.join(', ')}; found ${quoted(word)}`,
      suggest(word, TYPES),
    );
    return [];
  }
  const entries = new Map<string, Entry>([['name', { key: name.place, value: name }]]);
  const elsewhere = FROM_ELSEWHERE.get(word);
  if (elsewhere !== undefined) setNeverChanging(name, elsewhere, entries, report);
  else {
    takeOver(KEYS, config, entries);
    if (word === 'CALCULATED') setChildren(config, entries);
    else setProbe(config, PROBES.get(word) as string, entries, report);
  }
  return [{ kind: 'healthCheck', check: mapping(config.place, entries) }];
}

/** What the alarm or the control would say is not known: the check is healthy throughout. */
function setNeverChanging(
  name: Scalar,
  elsewhere: string,
  entries: Map<string, Entry>,
  { note }: ImportReport,
): void {
  entries.set('status', { key: name.place, value: scalar(name.place, 'healthy') });
  note(
    name.place,
    `the health check ${quoted(String(name.value))} follows ${elsewhere}, which is not simulated: it is taken to be healthy throughout`,
  );
}

function setChildren(config: Mapping, entries: Map<string, Entry>): void {
  const children = config.entries.get('ChildHealthChecks');
  const threshold = config.entries.get('HealthThreshold');
  const calculated = mapping(config.place, [
    ...(children ? [['children', children] as const] : []),
    ...(threshold ? [['threshold', threshold] as const] : []),
  ]);
  const key = (children ?? threshold)?.key ?? config.place;
  entries.set('calculated', { key, value: calculated });
}

function setProbe(
  config: Mapping,
  type: string,
  entries: Map<string, Entry>,
  { problems }: ImportReport,
): void {
  const stated = config.entries.get('Type') as Entry;
  entries.set('type', { key: stated.key, value: scalar(stated.value.place, type) });
  const interval = config.entries.get('RequestInterval');
  if (interval) entries.set('interval', { ...interval, value: inSeconds(interval.value) });
  takeOver(OF_PROBES, config, entries);
  const regions = config.entries.get('Regions');
  if (regions && itemsOf(regions.value).length > 0) {
    const checkers = mapping(regions.value.place, [['regions', regions]]);
    entries.set('checkers', { key: regions.key, value: checkers });
  }
  const endpoint =
    config.entries.get('IPAddress') ?? config.entries.get('FullyQualifiedDomainName');
  if (!endpoint)
    problems.add(
      stated.value.place,
      'expected "IPAddress" or "FullyQualifiedDomainName" in this HealthCheckConfig: what it probes',
    );
  // One that is not performed needs nothing to probe.
  else if (!isTrue(child(config, 'Disabled'))) entries.set('endpoint', endpoint);
}

function takeOver(
  keys: ReadonlyMap<string, string>,
  config: Mapping,
  entries: Map<string, Entry>,
): void {
  for (const [member, key] of keys) {
    const entry = config.entries.get(member);
    if (entry) entries.set(key, entry);
  }
}

const isTrue = (tree: Tree | undefined) => tree?.kind === 'scalar' && tree.value === true;

/** `30` → `30s`. */
function inSeconds(tree: Tree): Tree {
  return tree.kind === 'scalar' && typeof tree.value === 'number'
    ? scalar(tree.place, `${tree.value}s`)
    : tree;
}
