/** What a month of an authority costs (route53.md section 9), if it goes on as it was measured. */
import { byName } from '../../plugin.ts';
import type { EndpointCheckSpec, HealthCheckSpec, Scenario, ZoneSpec } from '../../scenario.ts';
import type { PerSecond, Seconds } from '../../settings.ts';
import { routingPolicies } from '../routing/index.ts';
import { closestZone } from '../zone.ts';
import { QUERY_PRICES, type QueryPrice, type Tiered } from './price-table.ts';

/** As bills for less than a year have it: 365 days are twelve of them, nearly. */
export const MONTH: Seconds = 30.4 * 86_400;

/** What is charged for. */
export const CHARGES = [
  ...QUERY_PRICES.map((kind) => `${kind} queries` as const),
  'free queries',
  'hosted zones',
  'records beyond the free ones',
  'health checks of AWS endpoints',
  'health checks of other endpoints',
  'health check options',
] as const;

export interface Charge {
  readonly item: (typeof CHARGES)[number];
  /** A month. */
  readonly quantity: number;
  readonly usd: number;
}

/** In place of a routing policy: an alias has answered with the nodes of a balancer. */
export const TO_BALANCER = 'alias to a balancer';

/** Queries of one kind, and what is known of how they were answered. */
export interface BilledKind {
  /** Looked up. */
  readonly name: string;
  /** Routing policy of the record sets that answered. */
  readonly policy: string;
  readonly code: string;
  readonly perSecond: PerSecond;
}

export interface Bill {
  /** One for each of {@link CHARGES}, in that order. */
  readonly charges: readonly Charge[];
  /** By kind of query, as they were given: its part of the charge for its queries. */
  readonly usdByKind: readonly number[];
}

type Billed = Pick<Scenario, 'zones' | 'prices'>;

export function billOf(scenario: Billed, kinds: readonly BilledKind[]): Bill {
  const prices = kinds.map((kind) => priceOf(scenario.zones, kind));
  const perMonth = (price: QueryPrice | null) =>
    kinds.reduce(
      (sum, { perSecond }, i) => (prices[i] === price ? sum + perSecond * MONTH : sum),
      0,
    );
  const quantities = QUERY_PRICES.map(perMonth);
  const usd = queryCharges(quantities, scenario.prices);
  return {
    charges: [
      ...QUERY_PRICES.map((price, i) => ({
        item: `${price} queries` as const,
        quantity: quantities[i] as number,
        usd: usd[i] as number,
      })),
      { item: 'free queries', quantity: perMonth(null), usd: 0 },
      ...standing(scenario),
    ],
    usdByKind: kinds.map(({ perSecond }, i) => {
      const row = QUERY_PRICES.findIndex((price) => price === (prices[i] ?? null));
      return row < 0 || perSecond === 0
        ? 0
        : ((usd[row] as number) * perSecond * MONTH) / (quantities[row] as number);
    }),
  };
}

/**
 * At what price queries are answered; null: for nothing; undefined: by other people. Negative answers are standard
 * queries. An answer through an alias is one of the record set that was asked for, unless the alias leads to a resource
 * of AWS, which is free.
 */
export function priceOf(
  zones: readonly ZoneSpec[],
  { name, policy, code }: Pick<BilledKind, 'name' | 'policy' | 'code'>,
): QueryPrice | null | undefined {
  const zone = closestZone(zones, name);
  if (!zone) return undefined;
  if (zone.isPrivate || policy === TO_BALANCER) return null;
  if (code !== 'NOERROR') return 'standard';
  return byName(routingPolicies, policy).billedAs ?? 'standard';
}

/** Dollars for so many queries a month of each kind of {@link QUERY_PRICES}. */
function queryCharges(quantities: readonly number[], { queries }: Scenario['prices']): number[] {
  const all = quantities.reduce((sum, quantity) => sum + quantity, 0);
  return QUERY_PRICES.map((kind, i) => {
    const quantity = quantities[i] as number;
    // What all kinds share, each fills in proportion.
    const tier =
      queries.tierPer === 'kind' || all === 0 ? queries.tier : (queries.tier * quantity) / all;
    return tiered(quantity, queries[kind], tier) / 1_000_000;
  });
}

function tiered(quantity: number, { first, above }: Tiered, tier: number): number {
  return Math.min(quantity, tier) * first + Math.max(0, quantity - tier) * above;
}

// ------------------------------------------------------------------------------------ what queries do not change

function standing({ zones, prices }: Billed): Charge[] {
  const { hostedZones, records } = prices;
  const beyond = zones.reduce(
    (sum, zone) => sum + Math.max(0, zone.records.length - records.free),
    0,
  );
  return [
    {
      item: 'hosted zones',
      quantity: zones.length,
      usd: tiered(zones.length, hostedZones, hostedZones.tier),
    },
    {
      item: 'records beyond the free ones',
      quantity: beyond,
      usd: beyond * records.above,
    },
    ...healthCharges(
      zones.flatMap(({ healthChecks }) => healthChecks),
      prices,
    ),
  ];
}

/** A disabled check is charged for like any other; one calculated from others, as one of an AWS endpoint. */
function healthCharges(
  checks: readonly HealthCheckSpec[],
  { healthChecks: price }: Scenario['prices'],
): Charge[] {
  const probing = checks.filter((check): check is EndpointCheckSpec => 'backend' in check);
  const others = probing.filter(({ awsEndpoint }) => !awsEndpoint);
  const aws = checks.length - others.length;
  const options = (of: readonly EndpointCheckSpec[]) =>
    of.reduce((sum, check) => sum + optionsOf(check), 0);
  const [awsOptions, otherOptions] = [
    options(probing.filter(({ awsEndpoint }) => awsEndpoint)),
    options(others),
  ];
  return [
    {
      item: 'health checks of AWS endpoints',
      quantity: aws,
      usd: Math.max(0, aws - price.free) * price.aws,
    },
    {
      item: 'health checks of other endpoints',
      quantity: others.length,
      usd: others.length * price.other,
    },
    {
      item: 'health check options',
      quantity: awsOptions + otherOptions,
      usd: awsOptions * price.awsOption + otherOptions * price.otherOption,
    },
  ];
}

/** Route 53's fast interval is 10 s; any below its usual 30 s is taken for it. */
function optionsOf({ type, interval, measureLatency }: EndpointCheckSpec): number {
  const [encrypts, matches] = [type.startsWith('https'), type.endsWith('str-match')];
  return [encrypts, matches, interval < 30, measureLatency].filter(Boolean).length;
}
