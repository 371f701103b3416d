/** `terraform show -json`, of a state or of a plan: the Route 53 resources of all modules. */
import { canonical } from '../../format/names.ts';
import { at, child, list, mapping, scalar, type Tree, textOf } from '../../format/tree.ts';
import type { DocumentFormat, Finding, ImportReport } from '../foreign-format.ts';
import { readCheck } from './health-check.ts';
import { Identities } from './identities.ts';
import { readRecord } from './record.ts';
import { type Resource, Resources, stated } from './resources.ts';

export const terraform: DocumentFormat = {
  name: 'terraform',
  summary: '`terraform show -json` output, of a state or a plan.',
  syntax: 'json',
  recognises: (document) =>
    child(document, 'format_version') !== undefined &&
    (child(document, 'terraform_version') !== undefined ||
      at(document, ['values', 'root_module']) !== undefined ||
      at(document, ['planned_values', 'root_module']) !== undefined),
  read(document, report) {
    const resources = new Resources(document);
    const identities = new Identities(resources);
    const found = resources.all.flatMap((resource) => readOne(resource, identities, report));
    if (found.length === 0)
      report.problems.add(
        { ...document.place, end: document.place.start + 1 },
        'no Route 53 resources are in this; expected aws_route53_record and the like in values or planned_values',
      );
    return found;
  },
};

function readOne(resource: Resource, identities: Identities, report: ImportReport): Finding[] {
  switch (resource.called.startsWith('data.') ? '' : resource.type) {
    case 'aws_route53_record':
      return readRecord(resource, identities, report);
    case 'aws_route53_health_check':
      return readCheck(resource, identities, report);
    case 'aws_route53_cidr_collection':
      return readCollection(resource, identities);
    case 'aws_route53_zone':
      return readZone(resource);
    default:
      return [];
  }
}

/** One with VPCs is private. */
function readZone({ values }: Resource): Finding[] {
  const name = child(values, 'name');
  const text = textOf(name);
  if (!name || text === undefined) return [];
  const found = { kind: 'zone', name: scalar(name.place, canonical(text)) } as const;
  const vpcs = stated(values, 'vpc')?.value;
  return [vpcs ? { ...found, isPrivate: vpcs.place } : found];
}

/** With the locations that name it, each a resource of its own. */
function readCollection(resource: Resource, identities: Identities): Finding[] {
  const name = stated(resource.values, 'name');
  if (!name) return [];
  const locations = identities.locationsOf(resource).flatMap(({ tree, values }): Tree[] => {
    const own = stated(values, 'name');
    const blocks = stated(values, 'cidr_blocks');
    return own && blocks
      ? [
          mapping(tree.place, [
            ['name', own],
            ['blocks', blocks],
          ]),
        ]
      : [];
  });
  const collection = mapping(resource.tree.place, [
    ['name', name],
    ['locations', { key: name.key, value: list(resource.tree.place, locations) }],
  ]);
  return [{ kind: 'cidrCollection', collection }];
}
