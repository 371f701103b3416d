import type { ResolverGroup } from '../../sim/scenario.ts';
import type { Result } from '../result.ts';
import type { Tally } from '../tally.ts';
import { loadBlock } from './load.ts';

type Resolver = Result['resolvers'][number];

/** `resolvers[]`: one per group, in the scenario's order. */
export function resolversBlock(
  groups: readonly ResolverGroup[],
  tally: Tally,
): readonly Resolver[] {
  const members = tally.rows('member');
  return groups.map(({ name, profile }, i) => ({
    name,
    profile,
    ...(tally.values('resolver', String(i)) as unknown as Omit<
      Resolver,
      'name' | 'profile' | 'hiddenLoad'
    >),
    hiddenLoad: members
      .filter(({ key }) => key.startsWith(`${i}/`))
      .map(({ key }) => tally.estimate('member', 'hidden-load', key)),
    load: loadBlock(tally, 'resolver', i),
  }));
}
