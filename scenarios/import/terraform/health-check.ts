/** `aws_route53_health_check` → a configuration in the words of the API, which is then read as one. */
import { child, type Entry, itemsOf, list, mapping, scalar, textOf } from '../../format/tree.ts';
import type { Finding, ImportReport } from '../foreign-format.ts';
import { readHealthCheck } from '../health-check.ts';
import { type Identities, nameOfCheck } from './identities.ts';
import { type Resource, stated } from './resources.ts';

const MEMBERS: ReadonlyMap<string, string> = new Map([
  ['type', 'Type'],
  ['ip_address', 'IPAddress'],
  ['port', 'Port'],
  ['fqdn', 'FullyQualifiedDomainName'],
  ['request_interval', 'RequestInterval'],
  ['failure_threshold', 'FailureThreshold'],
  ['invert_healthcheck', 'Inverted'],
  ['disabled', 'Disabled'],
  ['measure_latency', 'MeasureLatency'],
  ['regions', 'Regions'],
  ['child_healthchecks', 'ChildHealthChecks'],
  ['child_health_threshold', 'HealthThreshold'],
]);

/** Of probes alone: written as 0 where there are none. */
const OF_PROBES: ReadonlySet<string> = new Set(['FailureThreshold', 'RequestInterval', 'Port']);

export function readCheck(
  resource: Resource,
  identities: Identities,
  report: ImportReport,
): Finding[] {
  const { values, tree } = resource;
  const entries = new Map<string, Entry>();
  for (const [attribute, member] of MEMBERS) {
    const entry = stated(values, attribute);
    const isZero = entry?.value.kind === 'scalar' && entry.value.value === 0;
    if (entry && !(isZero && OF_PROBES.has(member))) entries.set(member, entry);
  }
  if (textOf(entries.get('Type')?.value) === 'CALCULATED') {
    for (const member of OF_PROBES) entries.delete(member);
    entries.set('ChildHealthChecks', childrenOf(resource, identities));
  }
  const place = stated(values, 'id')?.value.place ?? child(tree, 'address')?.place ?? tree.place;
  return readHealthCheck(
    scalar(place, nameOfCheck(resource)),
    mapping(tree.place, entries),
    report,
  );
}

function childrenOf(resource: Resource, identities: Identities): Entry {
  const entry = stated(resource.values, 'child_healthchecks');
  const { place } = resource.tree;
  const known = itemsOf(entry?.value).map((item) =>
    scalar(item.place, identities.checkName(textOf(item) ?? '')),
  );
  if (entry) return { key: entry.key, value: list(entry.value.place, known) };
  const planned = identities.resources.allReferredTo(
    resource,
    ['child_healthchecks'],
    'aws_route53_health_check',
  );
  return {
    key: place,
    value: list(
      place,
      planned.map((check) => scalar(place, nameOfCheck(check))),
    ),
  };
}
