import type { GroupLoad } from '../result.ts';
import type { Tally } from '../tally.ts';

/** `load` of a group among the clients or the resolvers; null: balancers choose where it goes. */
export function loadBlock(
  tally: Tally,
  of: 'client' | 'resolver',
  group: number,
): GroupLoad | null {
  const subject = `${of}Backend` as const;
  const rows = tally.rows(subject).filter(({ key }) => key.startsWith(`${group}/`));
  if (rows.length === 0) return null;
  const { load } = tally.values(of, String(group)) as unknown as { load: GroupLoad };
  return {
    share: load.share,
    cvSquared: load.cvSquared,
    backends: rows.map(
      ({ key, label }) =>
        ({ ...label, ...tally.values(subject, key) }) as unknown as GroupLoad['backends'][number],
    ),
  };
}
