/** The resources of a state or a plan, over all modules, and which of them refers to which. */
import {
  at,
  child,
  type Entry,
  itemsOf,
  type Mapping,
  type Path,
  type Tree,
  textOf,
} from '../../format/tree.ts';

export interface Resource {
  readonly type: string;
  /** `module.dns.aws_route53_record.www["a"]`. */
  readonly address: string;
  readonly tree: Tree;
  readonly values: Mapping;
  /** The module's own address; empty for the root. */
  readonly module: string;
  /** `TYPE.NAME` for managed resources, `data.TYPE.NAME` for others: what expressions in the module call it. */
  readonly called: string;
  /** Of `count` or `for_each`, as text; undefined without either. */
  readonly index: string | undefined;
}

export class Resources {
  readonly all: readonly Resource[];
  readonly #configuration: Tree | undefined;
  /** By module and what it is called there. */
  readonly #called = new Map<string, Resource[]>();

  constructor(document: Tree) {
    const root =
      at(document, ['values', 'root_module']) ?? at(document, ['planned_values', 'root_module']);
    this.all = root ? resourcesOf(root) : [];
    this.#configuration = at(document, ['configuration', 'root_module']);
    for (const resource of this.all) {
      const key = `${resource.module} ${resource.called}`;
      const like = this.#called.get(key);
      if (like) like.push(resource);
      else this.#called.set(key, [resource]);
    }
  }

  ofType(type: string): Resource[] {
    return this.all.filter((resource) => resource.type === type);
  }

  /** What an attribute is made from, where a plan does not know its value yet; none in a state. */
  references({ module, called }: Resource, attribute: Path): string[] {
    const steps = [...module.matchAll(/module\.([^.[]+)(?:\[[^\]]*\])?/g)].map(
      ([, name]) => name as string,
    );
    const own = steps.reduce<Tree | undefined>(
      (within, name) => at(within, ['module_calls', name, 'module']),
      this.#configuration,
    );
    const resource = itemsOf(child(own, 'resources')).find(
      (candidate) => textOf(child(candidate, 'address')) === called,
    );
    const expression = at(resource, ['expressions', ...attribute]);
    return itemsOf(child(expression, 'references')).flatMap((name) => textOf(name) ?? []);
  }

  /** The resource of a type that an attribute refers to, in the same module; undefined where it cannot be told. */
  referredTo(from: Resource, attribute: Path, type: string): Resource | undefined {
    return this.allReferredTo(from, attribute, type)[0];
  }

  /** As `referredTo`, of a list. */
  allReferredTo(from: Resource, attribute: Path, type: string): Resource[] {
    const found = this.references(from, attribute).flatMap((reference) => {
      const [, called, index] = REFERENCE.exec(reference) ?? [];
      const like = this.#called.get(`${from.module} ${called}`) ?? [];
      const of = like.filter((resource) => resource.type === type);
      const wanted = index?.replaceAll('"', '') ?? from.index;
      return of.length === 1 ? of : of.filter((resource) => resource.index === wanted);
    });
    return [...new Set(found)];
  }
}

/** `aws_route53_zone.main.zone_id`, `data.aws_route53_zone.main["a"]`. */
const REFERENCE = /^((?:data\.)?[\w-]+\.[\w-]+)(?:\[(.*?)\])?/;

function resourcesOf(root: Tree): Resource[] {
  const found: Resource[] = [];
  const modules = [root];
  for (let module = modules.pop(); module; module = modules.pop()) {
    const own = textOf(child(module, 'address')) ?? '';
    for (const tree of itemsOf(child(module, 'resources'))) {
      const type = textOf(child(tree, 'type'));
      const values = child(tree, 'values');
      if (type === undefined || values?.kind !== 'mapping') continue;
      const name = textOf(child(tree, 'name')) ?? '';
      const index = child(tree, 'index');
      const called = `${textOf(child(tree, 'mode')) === 'data' ? 'data.' : ''}${type}.${name}`;
      found.push({
        type,
        address: textOf(child(tree, 'address')) ?? called,
        tree,
        values,
        module: own,
        called,
        index: index?.kind === 'scalar' ? String(index.value) : undefined,
      });
    }
    modules.push(...itemsOf(child(module, 'child_modules')).toReversed());
  }
  return found;
}

/** An attribute that says something: the provider writes what was left out as null, "", 0 or []. */
export function stated(values: Mapping, attribute: string): Entry | undefined {
  const entry = values.entries.get(attribute);
  const value = entry?.value;
  if (!entry || !value) return undefined;
  if (value.kind === 'list') return value.items.length > 0 ? entry : undefined;
  if (value.kind === 'mapping') return entry;
  return value.value === null || value.value === '' ? undefined : entry;
}

/** The one block of a list that has at most one. */
export function block(values: Mapping, attribute: string): Entry | undefined {
  const entry = stated(values, attribute);
  const [only] = itemsOf(entry?.value);
  return entry && only ? { key: entry.key, value: only } : undefined;
}
