/**
 * Record sets that a traffic policy made: a listing says which instance of a policy, and nothing of what it answers
 * (route53.md section 7.1). One that nobody looks up has been left out by now; any other cannot be made up.
 */
import type { Imported } from './imports.ts';
import type { Problems } from './problem.ts';
import { at, child, itemsOf, list, type Path, replaced, type Tree } from './tree.ts';

/** What an importer calls the identifier of the instance. */
export const POLICY_INSTANCE = 'trafficPolicyInstance';

export function withoutPolicyInstances({ tree, sources }: Imported, problems: Problems): Tree {
  const count = itemsOf(child(tree, 'zones')).length;
  const zones: Path[] = [['zone'], ...Array.from({ length: count }, (_, i) => ['zones', i])];
  return zones.reduce<Tree>((whole, zone) => {
    const path = [...zone, 'records'];
    const records = at(whole, path);
    const instanceOf = (record: Tree) =>
      record.kind === 'mapping' && sources.has(record.place.source)
        ? record.entries.get(POLICY_INSTANCE)
        : undefined;
    const kept = itemsOf(records).filter((record) => {
      const instance = instanceOf(record);
      if (instance)
        problems.add(
          instance.key,
          'what a traffic policy answers is not in this file; write the record sets that the policy makes in its place',
        );
      return !instance;
    });
    if (!records || kept.length === itemsOf(records).length) return whole;
    return replaced(whole, path, list(records.place, kept), records.place) as Tree;
  }, tree);
}
