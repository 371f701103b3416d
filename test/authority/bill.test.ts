import { describe, expect, it } from 'vitest';
import { billOf, CHARGES, MONTH } from '../../sim/authority/billing/bill.ts';
import { type PriceTable, ROUTE53_PRICES } from '../../sim/authority/billing/price-table.ts';
import type { HealthCheckSpec, Scenario, ZoneSpec } from '../../sim/scenario.ts';
import { simulate } from '../../sim/simulate.ts';
import { multivalueRecords, scenarioOf } from '../support/scenarios.ts';
import { rule } from './route53/rules.ts';

const plain = scenarioOf({});
const [zone] = plain.zones as [ZoneSpec];
const billed = (change: Partial<ZoneSpec> = {}, prices: PriceTable = ROUTE53_PRICES) => ({
  zones: [{ ...zone, ...change }],
  prices,
});
/** So many queries a month, for a name of the zone. */
const queries = (month: number, policy = 'multivalue', code = 'NOERROR') => ({
  name: 'app.example.com',
  policy,
  code,
  perSecond: month / MONTH,
});
const usdOf = (bill: ReturnType<typeof billOf>, item: (typeof CHARGES)[number]) =>
  bill.charges.find((charge) => charge.item === item)?.usd ?? Number.NaN;
const total = (
  scenario: Pick<Scenario, 'zones' | 'prices'>,
  ...kinds: ReturnType<typeof queries>[]
) => billOf(scenario, kinds).charges.reduce((sum, { usd }) => sum + usd, 0);

describe('the query bill', () => {
  it('is 0.40 a million up to a billion a month, 0.20 above', () => {
    const of = (month: number) => usdOf(billOf(billed(), [queries(month)]), 'standard queries');
    expect(of(0)).toBe(0);
    expect(of(1e6)).toBeCloseTo(0.4, 10);
    expect(of(1e9)).toBeCloseTo(400, 7);
    expect(of(1e9 + 1e6)).toBeCloseTo(400.2, 7);
    expect(of(3e9)).toBeCloseTo(800, 7);
  });

  it('fills the first price with the queries of a kind over all names and policies together', () => {
    const bill = billOf(billed(), [
      queries(8e8),
      queries(4e8, 'weighted'),
      queries(3e8, 'multivalue', 'NXDOMAIN'),
    ]);
    // 1.5 billion standard queries: 400 + 100; negative answers among them.
    expect(usdOf(bill, 'standard queries')).toBeCloseTo(500, 7);
    expect(bill.usdByKind[0]).toBeCloseTo((500 * 8) / 15, 7);
    expect(bill.usdByKind.reduce((a, b) => a + b)).toBeCloseTo(500, 7);
  });

  rule('5.8', 'negative answers are billed as standard queries', () => {
    for (const code of ['NXDOMAIN', 'NODATA'])
      expect(
        usdOf(billOf(billed(), [queries(1e6, 'latency', code)]), 'standard queries'),
      ).toBeCloseTo(0.4, 10);
  });

  it('can share the first price among all kinds', () => {
    const prices: PriceTable = {
      ...ROUTE53_PRICES,
      queries: { ...ROUTE53_PRICES.queries, tierPer: 'account' },
    };
    // Of one kind alone it makes no difference.
    expect(total(billed({}, prices), queries(3e9))).toBeCloseTo(total(billed(), queries(3e9)), 7);
  });

  it('is nothing in a private zone, though its queries are counted', () => {
    const bill = billOf(billed({ isPrivate: true }), [queries(5e9)]);
    expect(usdOf(bill, 'standard queries')).toBe(0);
    expect(bill.charges.find(({ item }) => item === 'free queries')?.quantity).toBeCloseTo(5e9, 0);
    expect(bill.usdByKind).toEqual([0]);
  });

  it('is nothing for names that other people answer, which are not counted either', () => {
    const bill = billOf(billed(), [
      { ...queries(5e9), name: 'cdn.example.net', policy: 'external' },
    ]);
    expect(bill.charges.filter(({ quantity }) => quantity > 0).map(({ item }) => item)).toEqual([
      'hosted zones',
    ]);
  });

  it('has every thing that is charged for once', () => {
    expect(billOf(billed(), []).charges.map(({ item }) => item)).toEqual(CHARGES);
  });
});

describe('the bill for zones and records', () => {
  it('is 0.50 a zone, from the 26th on 0.10', () => {
    const zones = (count: number) => ({
      zones: Array.from({ length: count }, () => zone),
      prices: ROUTE53_PRICES,
    });
    expect(total(zones(1))).toBe(0.5);
    expect(total(zones(25))).toBe(12.5);
    expect(total(zones(26))).toBeCloseTo(12.6, 10);
    expect(total(zones(35))).toBeCloseTo(13.5, 10);
  });

  it('adds 0.0015 for each record set of a zone beyond its 10,000th', () => {
    const of = (count: number) =>
      usdOf(
        billOf(billed({ records: multivalueRecords(count, 60) }), []),
        'records beyond the free ones',
      );
    expect(of(10_000)).toBe(0);
    expect(of(10_001)).toBeCloseTo(0.0015, 12);
    expect(of(12_000)).toBeCloseTo(3, 10);
  });
});

describe('the bill for health checks', () => {
  const check = (change: object = {}): HealthCheckSpec => ({
    name: 'up',
    backend: 'web-1',
    type: 'http',
    interval: 30,
    inverted: false,
    disabled: false,
    failureThreshold: 3,
    checkers: 16,
    regions: [],
    timeouts: { connect: 4, response: 2 },
    probe: 'connect',
    awsEndpoint: false,
    measureLatency: false,
    ...change,
  });
  const of = (...healthChecks: HealthCheckSpec[]) => total(billed({ healthChecks })) - 0.5;
  const many = (count: number, one: HealthCheckSpec) => Array.from({ length: count }, () => one);

  it('is 0.75 for any endpoint, and 2.00 for each option', () => {
    expect(of(check())).toBeCloseTo(0.75, 10);
    expect(of(check({ type: 'https' }))).toBeCloseTo(2.75, 10);
    expect(of(check({ type: 'http-str-match' }))).toBeCloseTo(2.75, 10);
    expect(of(check({ type: 'https-str-match' }))).toBeCloseTo(4.75, 10);
    expect(of(check({ interval: 10 }))).toBeCloseTo(2.75, 10);
    expect(of(check({ type: 'https', interval: 10, measureLatency: true }))).toBeCloseTo(6.75, 10);
  });

  it('is 0.50 for AWS endpoints after the first 50, and 1.00 for each option of any', () => {
    const aws = check({ awsEndpoint: true });
    expect(of(...many(50, aws))).toBeCloseTo(0, 10);
    expect(of(...many(51, aws))).toBeCloseTo(0.5, 10);
    expect(of(...many(60, aws), check())).toBeCloseTo(5.75, 10);
    expect(of(check({ awsEndpoint: true, type: 'https', interval: 10 }))).toBeCloseTo(2, 10);
  });

  it('charges for disabled checks as for others', () => {
    expect(of(check({ disabled: true }))).toBeCloseTo(0.75, 10);
  });

  it('takes a calculated check for one of an AWS endpoint', () => {
    const calculated = {
      name: 'any',
      inverted: false,
      disabled: false,
      children: [],
      threshold: 1,
    };
    expect(of(...many(51, calculated))).toBeCloseTo(0.5, 10);
  });
});

it('is taken from what reached the authority in the measured span', () => {
  const m = simulate(scenarioOf({ warmup: 600, ttl: 0 }), 1, 1);
  const asked = m.authority.queries.reduce((sum, n) => sum + n, 0);
  const [standard] = m.authority.charges;
  expect(standard?.quantity).toBeCloseTo((asked / 3000) * 30.4 * 86_400, 4);
  expect(standard?.usd).toBeCloseTo(((asked / 3000) * 30.4 * 86_400 * 0.4) / 1e6, 10);
});
