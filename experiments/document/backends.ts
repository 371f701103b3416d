import type { BackendResult } from '../result.ts';
import type { Tally } from '../tally.ts';

/** `backends[]`: the scenario's, then those of addresses that nobody owns. */
export function backendsBlock(tally: Tally): readonly BackendResult[] {
  return tally
    .rows('backend')
    .map(
      ({ key, label }) =>
        ({ ...label, ...tally.values('backend', key) }) as unknown as BackendResult,
    );
}
