import * as z from 'zod/mini';
import {
  type PriceTable,
  QUERY_PRICES,
  ROUTE53_PRICES,
  type Tiered,
} from '../../../sim/authority/billing/price-table.ts';
import { routingPolicies } from '../../../sim/authority/routing/index.ts';
import { oneOf, whole } from '../../../sim/settings.ts';
import { described } from './documented.ts';

const AMOUNT = 'expected an amount of US dollars, 0 or more';
const amount = z.number({ error: AMOUNT }).check(z.gte(0, { error: AMOUNT }));
const number = whole(0, Number.MAX_SAFE_INTEGER);
const DATE = 'expected a date such as 2026-09-20';

const dollars = (description: string, usual: number) =>
  z._default(described(description, amount), usual);
const many = (description: string, usual: number) =>
  z._default(described(description, number), usual);
const tiers = (what: string, { first, above }: Tiered) => ({
  first: dollars(`${what}, of the first of a month.`, first),
  above: dollars(`${what}, of those above.`, above),
});

const { queries, hostedZones, records, healthChecks } = ROUTE53_PRICES;

/** Kinds of query that some policy is charged as: the price of any other would change nothing. */
const perKind = QUERY_PRICES.filter(
  (kind) => kind === 'standard' || routingPolicies.some(({ billedAs }) => billedAs === kind),
).map((kind) => {
  const schema = z.strictObject(tiers(`Dollars per million ${kind} queries`, queries[kind]));
  return [kind, z.prefault(described(`Of ${kind} queries.`, schema), {})] as const;
});

const tierPer = z._default(
  described(
    'Whether each kind of query has so many, or all of them together.',
    oneOf('kind', 'account'),
  ),
  queries.tierPer,
);

const written = z.strictObject({
  asOf: z._default(
    described(
      'The day on which these were the prices.',
      z.string({ error: DATE }).check(z.regex(/^\d{4}-\d{2}-\d{2}$/, { error: DATE })),
    ),
    ROUTE53_PRICES.asOf,
  ),
  source: z._default(
    described('Who says so.', z.string({ error: 'expected a text' })),
    ROUTE53_PRICES.source,
  ),
  queries: z.prefault(
    described(
      'Of answers.',
      z.strictObject({
        ...Object.fromEntries(perKind),
        tier: many('Queries a month at the first price.', queries.tier),
        ...(perKind.length > 1 ? { tierPer } : {}),
      }),
    ),
    {},
  ),
  hostedZones: z.prefault(
    described(
      'Of zones.',
      z.strictObject({
        ...tiers('Dollars per zone', hostedZones),
        tier: many('Zones at the first price.', hostedZones.tier),
      }),
    ),
    {},
  ),
  records: z.prefault(
    described(
      'Of record sets.',
      z.strictObject({
        free: many('How many of a zone cost nothing.', records.free),
        above: dollars('Dollars for each of the others.', records.above),
      }),
    ),
    {},
  ),
  healthChecks: z.prefault(
    described(
      'Of health checks.',
      z.strictObject({
        aws: dollars('Dollars per check of an AWS endpoint.', healthChecks.aws),
        free: many('How many of those cost nothing.', healthChecks.free),
        other: dollars('Dollars per check of another endpoint.', healthChecks.other),
        awsOption: dollars(
          'Dollars per option of a check of an AWS endpoint.',
          healthChecks.awsOption,
        ),
        otherOption: dollars(
          'Dollars per option of a check of another endpoint.',
          healthChecks.otherOption,
        ),
      }),
    ),
    {},
  ),
});

/** Any of the built-in prices, put in place of it. */
export const pricesSchema = z.pipe(
  written,
  z.transform((input) => ({ ...input, queries: { ...queries, ...input.queries } }) as PriceTable),
);
