/** `{ replay: FILE }`: the files of requests that arrivals name, read before anything else is looked at. */
import { quoted } from './printable.ts';
import type { Problems } from './problem.ts';
import { pathFrom, type Reader, UnreadableError } from './reader.ts';
import type { Source } from './source.ts';
import { child, itemsOf, type Tree } from './tree.ts';

/** Some million rows. */
const MOST_REPLAY_BYTES = 256 * 1024 * 1024;

/** By the path in the scenario file, as text; what cannot be read is left out. */
export type Replays = ReadonlyMap<string, Source>;

export function readReplays(
  tree: Tree,
  { reader, problems }: { readonly reader: Reader; readonly problems: Problems },
): Replays {
  const byPath = new Map<string, Source>();
  const replays = new Map<string, Source>();
  for (const [row, group] of itemsOf(child(tree, 'clients')).entries()) {
    const named = child(child(group, 'arrivals'), 'replay');
    if (named?.kind !== 'scalar' || typeof named.value !== 'string' || named.value === '') continue;
    try {
      const path = pathFrom(named.value, named.place.source);
      const source =
        byPath.get(path) ?? reader.named(named.value, named.place.source, MOST_REPLAY_BYTES);
      byPath.set(path, source);
      replays.set(String(['clients', row, 'arrivals', 'replay']), source);
    } catch (error) {
      if (!(error instanceof UnreadableError)) throw error;
      problems.add(named.place, `cannot read ${quoted(named.value)}: ${error.message}`);
    }
  }
  return replays;
}
