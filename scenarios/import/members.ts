import { quoted } from '../format/printable.ts';
import type { Problems } from '../format/problem.ts';
import { suggest } from '../format/suggest.ts';
import type { Mapping, Tree } from '../format/tree.ts';

/** An object of the AWS API: unknown members are refused in the words of its own command line. */
export function checkMembers(
  tree: Tree,
  shape: string,
  members: readonly string[],
  problems: Problems,
): tree is Mapping {
  if (tree.kind !== 'mapping') {
    problems.add(tree.place, `expected an object, ${shape}`);
    return false;
  }
  for (const [name, { key }] of tree.entries) {
    if (members.includes(name)) continue;
    problems.add(
      key,
      `Unknown parameter in ${shape}: ${quoted(name)}, must be one of: ${members.join(', ')}`,
      suggest(name, members),
    );
  }
  return true;
}
