import type { Imported } from './imports.ts';
import { at, itemsOf, list, type Path, replaced, type Tree, textOf } from './tree.ts';

/** The tree without imported collections of address blocks that no record set refers to, as those of other zones. */
export function withoutUnusedCollections({ tree, sources }: Imported): Tree {
  const count = itemsOf(at(tree, ['zones'])).length;
  const zones: Path[] = [['zone'], ...Array.from({ length: count }, (_, i) => ['zones', i])];
  return zones.reduce<Tree>((whole, zone) => {
    const path = [...zone, 'cidrCollections'];
    const collections = at(whole, path);
    if (collections?.kind !== 'list') return whole;
    const used = new Set(
      itemsOf(at(whole, [...zone, 'records'])).map((record) =>
        textOf(at(record, ['cidr', 'collection'])),
      ),
    );
    const items = collections.items.filter(
      (item) => !sources.has(item.place.source) || used.has(textOf(at(item, ['name']))),
    );
    const kept = items.length > 0 ? list(collections.place, items) : undefined;
    return replaced(whole, path, kept, collections.place) as Tree;
  }, tree);
}
