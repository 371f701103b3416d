import type { ClientGroup } from '../../sim/scenario.ts';
import type { Result } from '../result.ts';
import type { Tally } from '../tally.ts';
import { loadBlock } from './load.ts';

type Client = Result['clients'][number];

/** `clients[]`: one per group, in the scenario's order. */
export function clientsBlock(groups: readonly ClientGroup[], tally: Tally): readonly Client[] {
  return groups.map(({ name, profile }, i) => ({
    name,
    profile,
    ...(tally.values('client', String(i)) as unknown as Omit<Client, 'name' | 'profile'>),
    load: loadBlock(tally, 'client', i),
  }));
}
