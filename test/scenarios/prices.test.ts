import { describe, expect, it } from 'vitest';
import { ROUTE53_PRICES } from '../../sim/authority/billing/price-table.ts';
import { simulate } from '../../sim/simulate.ts';
import { rule } from '../authority/route53/rules.ts';
import { mistakes, read, SAMPLE } from './sample.ts';

const priced = (text: string) => `${SAMPLE}prices: ${text}\n`;
const negativeTtl = (text: string) => read(text).scenario.zones[0]?.negativeTtl;
const isPrivate = (text: string) => text.replace('  records:', '  private: true\n  records:');

describe('prices', () => {
  it('are those built in where a scenario says nothing', () => {
    expect(read(SAMPLE).scenario.prices).toEqual(ROUTE53_PRICES);
    expect(read(priced('{}')).scenario.prices).toEqual(ROUTE53_PRICES);
  });

  it('are replaced one by one', () => {
    const { prices } = read(
      priced(
        '{ asOf: 2027-01-01, queries: { standard: { first: 0.36 } }, healthChecks: { free: 0 } }',
      ),
    ).scenario;
    expect(prices).toEqual({
      ...ROUTE53_PRICES,
      asOf: '2027-01-01',
      queries: { ...ROUTE53_PRICES.queries, standard: { first: 0.36, above: 0.2 } },
      healthChecks: { ...ROUTE53_PRICES.healthChecks, free: 0 },
    });
  });

  it.each([
    ['{ asOf: soon }', '18 ‹soon› expected a date such as 2026-09-20; found "soon"'],
    [
      '{ queries: { standard: { first: -1 } } }',
      '18 ‹-1› expected an amount of US dollars, 0 or more; found -1',
    ],
    [
      '{ queries: { standart: {} } }',
      '18 ‹standart› unknown key "standart"; did you mean "standard"?',
    ],
  ])('%s is a mistake', (text, message) => {
    expect(mistakes(priced(text))).toEqual([expect.stringContaining(message)]);
  });

  it('of an expectation are plain amounts', () => {
    const study = read(`${SAMPLE}expect:\n  - { metric: monthly-bill, below: 12.5 }\n`);
    expect(study.expectations?.[0]).toMatchObject({ unit: 'USD', high: 12.5 });
  });
});

describe('a private zone', () => {
  rule('5.6', 'its negative answers are kept for 300 s at most', () => {
    const soa = (ttl: number) =>
      SAMPLE.replace(
        '  records:\n',
        `  records:\n    - { name: "@", type: SOA, ttl: ${ttl}, value: "ns. host. 1 7200 900 1209600 86400" }\n`,
      );
    expect(negativeTtl(SAMPLE)).toBe(900);
    expect(negativeTtl(isPrivate(SAMPLE))).toBe(300);
    expect(negativeTtl(isPrivate(soa(900)))).toBe(300);
    expect(negativeTtl(isPrivate(soa(60)))).toBe(60);
  });

  rule('1.10', 'it answers multivalue record sets as any zone does', () => {
    const study = read(isPrivate(SAMPLE).replace('chrome-windows', 'one-shot'));
    const { answers, charges } = simulate(study.scenario, 1, 1).authority;
    expect(answers.map(({ any }) => any > 0)).toEqual([true, true, true]);
    expect(charges.filter(({ usd }) => usd > 0).map(({ item }) => item)).toEqual(['hosted zones']);
  });

  it('keeps them for as long as the scenario says, if it says', () => {
    expect(
      negativeTtl(isPrivate(SAMPLE).replace('  records:', '  negativeTtl: 900\n  records:')),
    ).toBe(900);
  });
});
