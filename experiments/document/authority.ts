import type { Scenario } from '../../sim/scenario.ts';
import type { Result } from '../result.ts';
import type { Tally } from '../tally.ts';

type Authority = Result['authority'];

/** `authority`: what reached it, what it answered, and what a month of it costs. */
export function authorityBlock({ prices }: Pick<Scenario, 'prices'>, tally: Tally): Authority {
  const { authority } = tally.values('run') as unknown as {
    authority: Omit<Authority, 'byKind' | 'answers' | 'charges' | 'prices'>;
  };
  const { queriesPerSecond, controlFraction, monthlyBill, ...rest } = authority;
  const charges = labelled(tally, 'charge') as Authority['charges'];
  return {
    queriesPerSecond,
    controlFraction,
    monthlyBill,
    prices: { asOf: prices.asOf, source: prices.source },
    charges: charges.filter(({ quantityPerMonth }) => (quantityPerMonth?.mean ?? 0) > 0),
    byKind: labelled(tally, 'queryKind') as Authority['byKind'],
    answers: labelled(tally, 'answer') as Authority['answers'],
    ...rest,
  };
}

function labelled(tally: Tally, of: 'queryKind' | 'charge' | 'answer'): readonly unknown[] {
  return tally.rows(of).map(({ key, label }) => ({ ...label, ...tally.values(of, key) }));
}
