import type { Result } from '../result.ts';
import type { Tally } from '../tally.ts';

type Authority = Result['authority'];

/** `authority`: what reached it and what it answered. */
export function authorityBlock(tally: Tally): Authority {
  const { authority } = tally.values('run') as unknown as {
    authority: Omit<Authority, 'byKind' | 'answers'>;
  };
  const { queriesPerSecond, controlFraction, ...rest } = authority;
  return {
    queriesPerSecond,
    controlFraction,
    byKind: labelled(tally, 'queryKind') as Authority['byKind'],
    answers: labelled(tally, 'answer') as Authority['answers'],
    ...rest,
  };
}

function labelled(tally: Tally, of: 'queryKind' | 'answer'): readonly unknown[] {
  return tally.rows(of).map(({ key, label }) => ({ ...label, ...tally.values(of, key) }));
}
