import type { AuthorityCounts } from '../../measurements.ts';
import type { RatioMeasure } from './measure.ts';

export const monthlyBill: RatioMeasure = {
  kind: 'ratio',
  name: 'monthly-bill',
  summary: 'What a month of the authority costs, if it goes on as in the measured span.',
  of: 'run',
  unit: 'USD',
  path: 'authority.monthlyBill',
  read: ({ authority }) => ({
    y: authority.charges.reduce((sum, { usd }) => sum + usd, 0),
    x: 1,
  }),
};

export const kindBill: RatioMeasure = {
  kind: 'ratio',
  name: 'monthly-bill',
  summary: 'What a month of queries for one name, type, policy and response code costs.',
  of: 'queryKind',
  unit: 'USD',
  path: 'authority.byKind[].usdPerMonth',
  read: ({ authority }, i) => ({
    y: (authority.byKind[i] as AuthorityCounts['byKind'][number]).usdPerMonth,
    x: 1,
  }),
};

const chargeAt = ({ charges }: AuthorityCounts, i: number) =>
  charges[i] as AuthorityCounts['charges'][number];

export const chargeBill: RatioMeasure = {
  kind: 'ratio',
  name: 'monthly-bill',
  summary: 'What a month of one thing that is charged for costs.',
  of: 'charge',
  unit: 'USD',
  path: 'authority.charges[].usdPerMonth',
  read: ({ authority }, i) => ({ y: chargeAt(authority, i).usd, x: 1 }),
};

export const billedQuantity: RatioMeasure = {
  kind: 'ratio',
  name: 'billed-quantity',
  summary: 'How much of one thing is charged for in a month.',
  of: 'charge',
  unit: 'units',
  path: 'authority.charges[].quantityPerMonth',
  read: ({ authority }, i) => ({ y: chargeAt(authority, i).quantity, x: 1 }),
};
