import { canonical } from '../../format/names.ts';
import { child, textOf } from '../../format/tree.ts';
import { type Resource, type Resources, stated } from './resources.ts';

/** Which zone, health check or collection an identifier stands for; in a plan, which resource a reference leads to. */
export class Identities {
  readonly resources: Resources;
  readonly #zones: ReadonlyMap<string, string>;
  readonly #checks: ReadonlyMap<string, Resource>;
  readonly #collections: ReadonlyMap<string, Resource>;

  constructor(resources: Resources) {
    this.resources = resources;
    this.#zones = new Map(
      resources.ofType('aws_route53_zone').flatMap(({ values }) => {
        const name = textOf(child(values, 'name'));
        const ids = ['zone_id', 'id'].flatMap((key) => textOf(child(values, key)) ?? []);
        return name === undefined ? [] : ids.map((id) => [id, canonical(name)] as const);
      }),
    );
    this.#checks = byId(resources.ofType('aws_route53_health_check'));
    this.#collections = byId(resources.ofType('aws_route53_cidr_collection'));
  }

  /** The name of the zone that a record is in; undefined where neither identifier nor reference tells. */
  zoneOf(record: Resource): string | undefined {
    const id = textOf(stated(record.values, 'zone_id')?.value);
    if (id !== undefined) return this.#zones.get(id);
    const zone = this.resources.referredTo(record, ['zone_id'], 'aws_route53_zone');
    const name = textOf(child(zone?.values, 'name'));
    return name === undefined ? undefined : canonical(name);
  }

  /** What records call a health check. */
  checkName(identifier: string): string {
    const check = this.#checks.get(identifier);
    return check ? nameOfCheck(check) : identifier;
  }

  /** What records call a collection: by its own name, where the file has it. */
  collectionName(identifier: string): string {
    const collection = this.#collections.get(identifier);
    return textOf(child(collection?.values, 'name')) ?? identifier;
  }

  locationsOf(collection: Resource): Resource[] {
    const id = textOf(stated(collection.values, 'id')?.value);
    return this.resources.ofType('aws_route53_cidr_location').filter((location) => {
      const own = textOf(stated(location.values, 'cidr_collection_id')?.value);
      return own === undefined
        ? this.resources.referredTo(location, ['cidr_collection_id'], collection.type) ===
            collection
        : own === id;
    });
  }
}

/** Its identifier, or in a plan, which has none yet, its address as one word. */
export function nameOfCheck({ values, address }: Resource): string {
  return (
    textOf(stated(values, 'id')?.value) ??
    address
      .replace(/^aws_route53_health_check\./, '')
      .replace(/[^A-Za-z0-9_.:-]+/g, '-')
      .replace(/-$/, '')
  );
}

function byId(resources: readonly Resource[]): Map<string, Resource> {
  return new Map(
    resources.flatMap((resource) => {
      const id = textOf(stated(resource.values, 'id')?.value);
      return id === undefined ? [] : [[id, resource] as const];
    }),
  );
}
