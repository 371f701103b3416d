/** CloudFormation templates, JSON or YAML: their Route 53 resources, with references worked out (route53.md section 7.4). */
import { canonical } from '../../format/names.ts';
import {
  child,
  type Entry,
  itemsOf,
  list,
  type Mapping,
  mapping,
  scalar,
  type Tree,
  textOf,
} from '../../format/tree.ts';
import { numeral, truth, withValue } from '../camel-case.ts';
import type { DocumentFormat, Finding, ImportReport } from '../foreign-format.ts';
import { readHealthCheck } from '../health-check.ts';
import { readRecordSet } from '../record-set.ts';
import { type OnUnknown, Template } from './template.ts';

const TYPES: Readonly<
  Record<string, (id: string, properties: Tree, reading: Reading) => Finding[]>
> = {
  'AWS::Route53::RecordSet': (_, properties, reading) => readSet(properties, properties, reading),
  'AWS::Route53::RecordSetGroup': (_, properties, reading) =>
    itemsOf(child(properties, 'RecordSets')).flatMap((set) => readSet(set, properties, reading)),
  'AWS::Route53::HealthCheck': readCheck,
  'AWS::Route53::CidrCollection': readCollection,
  'AWS::Route53::HostedZone': readZone,
};

interface Reading {
  readonly template: Template;
  readonly report: ImportReport;
  /** What is not known is a mistake, told where it stands. */
  readonly refuse: OnUnknown;
}

export const cloudFormation: DocumentFormat = {
  name: 'cloudformation',
  summary: 'a CloudFormation template, JSON or YAML.',
  syntax: 'json or yaml',
  recognises(document) {
    const resources = child(document, 'Resources');
    if (resources?.kind !== 'mapping') return false;
    if (child(document, 'AWSTemplateFormatVersion')) return true;
    return [...resources.entries.values()].some(({ value }) =>
      textOf(child(value, 'Type'))?.startsWith('AWS::'),
    );
  },
  read(document, report) {
    const template = new Template(document);
    const refuse: OnUnknown = (tree, { names, why }) => {
      report.problems.addUnusable(
        tree.place,
        `${names}: ${why}; write the value in its place, or import the deployed zone (aws route53 list-resource-record-sets)`,
      );
      return scalar(tree.place, 'unknown');
    };
    const reading = { template, report, refuse };
    const found = [...template.resources].flatMap(([id, resource]) =>
      readOne(id, resource, reading),
    );
    if (found.length === 0 && report.problems.count === 0)
      report.problems.add(
        { ...document.place, end: document.place.start + 1 },
        `no Route 53 resources are in this template; expected some of ${Object.keys(TYPES).join(', ')}`,
      );
    return found;
  },
};

function readOne(id: string, resource: Tree, reading: Reading): Finding[] {
  const type = textOf(child(resource, 'Type')) ?? '';
  const read = Object.hasOwn(TYPES, type) ? TYPES[type] : undefined;
  const properties = child(resource, 'Properties');
  if (!read || !properties) return [];
  const condition = child(resource, 'Condition');
  const holds = condition ? reading.template.conditions.holds(textOf(condition) ?? '') : true;
  if (condition && holds === null)
    reading.refuse(condition, {
      kind: 'unknown',
      names: textOf(condition) ?? 'Condition',
      why: 'whether this condition holds is not known',
    });
  return holds === true ? read(id, properties, reading) : [];
}

/** What properties hold where the API has numbers, truth values and objects. */
const SEEN: readonly (readonly [string, (value: Tree) => Tree])[] = [
  ['TTL', numeral],
  ['Weight', numeral],
  ['MultiValueAnswer', truth],
  ['GeoProximityLocation', (location) => withValue(location, 'Bias', numeral)],
  ['AliasTarget', withEvaluation],
  ['ResourceRecords', asRecords],
];
/** Said of the stack, not of the record set. */
const WITHOUT_EFFECT = new Set(['HostedZoneId', 'HostedZoneName', 'Comment']);

/** @param owner what names the hosted zone: the record set itself, or its group */
function readSet(tree: Tree, owner: Tree, { template, report, refuse }: Reading): Finding[] {
  const written = withValue(tree, 'AliasTarget', withoutZone);
  const kept =
    written.kind === 'mapping'
      ? mapping(
          tree.place,
          [...written.entries].filter(([member]) => !WITHOUT_EFFECT.has(member)),
        )
      : written;
  const named = withValue(kept, 'AliasTarget', (alias) =>
    withValue(alias, 'DNSName', (name) => aliasName(name, template, report)),
  );
  const resolved = template.resolve(named, refuse) ?? named;
  const set = SEEN.reduce((so, [member, see]) => withValue(so, member, see), resolved);
  const zone = zoneOf(tree, template) ?? zoneOf(owner, template);
  return readRecordSet(set, report).map((record) => ({
    kind: 'record',
    action: 'add',
    record,
    place: tree.place,
    ...(zone === undefined ? {} : { zone }),
  }));
}

function withoutZone(alias: Tree): Tree {
  if (alias.kind !== 'mapping') return alias;
  return mapping(
    alias.place,
    [...alias.entries].filter(([member]) => member !== 'HostedZoneId'),
  );
}

/** CloudFormation takes it for false when it is left out. */
function withEvaluation(alias: Tree): Tree {
  if (alias.kind !== 'mapping' || alias.entries.has('EvaluateTargetHealth'))
    return withValue(alias, 'EvaluateTargetHealth', truth);
  const entry = { key: alias.place, value: scalar(alias.place, false) };
  return mapping(alias.place, [...alias.entries, ['EvaluateTargetHealth', entry]]);
}

/** A load balancer of the stack has no name before it is deployed: something that cannot be taken for another's stands for it. */
function aliasName(name: Tree, template: Template, { note }: ImportReport): Tree {
  const resolved = template.resolve(name, (_, { names }) => {
    const stand = `${names.replace(/[^A-Za-z0-9_.-]+/g, '-').toLowerCase()}.invalid`;
    note(name.place, `${names} is known only after deployment: ${stand} stands for it`);
    return scalar(name.place, stand);
  });
  return resolved ?? name;
}

/** Values are plain texts here. */
function asRecords(values: Tree): Tree {
  if (values.kind !== 'list') return values;
  const items = values.items.map((value) =>
    mapping(value.place, [['Value', { key: value.place, value }]]),
  );
  return list(values.place, items);
}

/** By name, or by an identifier that the template itself makes; another identifier tells no name. */
function zoneOf(properties: Tree, template: Template): string | undefined {
  const name = child(properties, 'HostedZoneName') ?? child(properties, 'HostedZoneId');
  const resolved = name && template.resolve(name, () => undefined);
  const text = textOf(resolved);
  return text?.includes('.') ? canonical(text) : undefined;
}

const CONFIG_NUMBERS = ['Port', 'RequestInterval', 'FailureThreshold', 'HealthThreshold'];
const CONFIG_TRUTHS = ['Inverted', 'Disabled', 'MeasureLatency'];

function readCheck(id: string, properties: Tree, { template, report, refuse }: Reading): Finding[] {
  const written = child(properties, 'HealthCheckConfig');
  if (!written) {
    report.problems.add(keyOf(properties), 'expected "HealthCheckConfig" in this HealthCheck');
    return [];
  }
  const resolved = template.resolve(written, refuse) ?? written;
  const numbered = CONFIG_NUMBERS.reduce(
    (config, member) => withValue(config, member, numeral),
    resolved,
  );
  const config = CONFIG_TRUTHS.reduce((so, member) => withValue(so, member, truth), numbered);
  return readHealthCheck(scalar(keyOf(properties), id), config, report);
}

function readCollection(_id: string, properties: Tree, { template, refuse }: Reading): Finding[] {
  const resolved = template.resolve(properties, refuse);
  const name = resolved?.kind === 'mapping' ? resolved.entries.get('Name') : undefined;
  if (!name) return [];
  const written = child(resolved, 'Locations');
  const locations = itemsOf(written).flatMap((location): Mapping[] => {
    if (location.kind !== 'mapping') return [];
    const own = location.entries.get('LocationName');
    const blocks = location.entries.get('CidrList');
    return own && blocks
      ? [
          mapping(location.place, [
            ['name', own],
            ['blocks', blocks],
          ]),
        ]
      : [];
  });
  const listed: Entry = {
    key: name.key,
    value: list(written?.place ?? properties.place, locations),
  };
  return [
    {
      kind: 'cidrCollection',
      collection: mapping(properties.place, [
        ['name', name],
        ['locations', listed],
      ]),
    },
  ];
}

function readZone(_id: string, properties: Tree, { template, refuse }: Reading): Finding[] {
  const name = child(properties, 'Name');
  const text = textOf(name && template.resolve(name, refuse));
  if (!name || !text) return [];
  const found = { kind: 'zone', name: scalar(name.place, canonical(text)) } as const;
  const vpcs = child(properties, 'VPCs');
  return [vpcs && itemsOf(vpcs).length > 0 ? { ...found, isPrivate: vpcs.place } : found];
}

/** The first key of properties: what a line can show. */
function keyOf(properties: Tree) {
  const [first] = properties.kind === 'mapping' ? properties.entries.values() : [];
  return first?.key ?? properties.place;
}
