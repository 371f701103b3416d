import { ROUTE53_PRICES } from '../../sim/authority/billing/price-table.ts';
import type { EndpointCheckSpec, Scenario } from '../../sim/scenario.ts';
import type { Assumption } from '../result.ts';

const PRICING = 'Amazon Route 53 pricing';

/** What the monthly bill takes for granted. */
export function billAssumptions({
  zones,
  balancers,
  prices,
}: Pick<Scenario, 'zones' | 'balancers' | 'prices'>): readonly Assumption[] {
  const about = 'monthly bill';
  const own =
    JSON.stringify(prices) === JSON.stringify(ROUTE53_PRICES) ? '' : ', some the scenario’s own';
  const checks = zones.flatMap(({ healthChecks }) => healthChecks);
  const others = checks.filter(
    (check): check is EndpointCheckSpec => 'backend' in check && !check.awsEndpoint,
  );
  const calculated = checks.filter((check) => 'children' in check);
  const each = prices.queries.tierPer === 'kind' ? 'each kind of query has' : 'all queries share';
  return [
    {
      about,
      text:
        `prices as of ${prices.asOf}${own}; the measured span goes on for a month of 30.4 days; ` +
        `${each} ${prices.queries.tier / 1_000_000} million queries a month at the first price: prices.queries.tierPer ${prices.queries.tierPer}`,
      source: prices.source,
    },
    ...(zones.some(({ records }) =>
      records.some(
        ({ alias }) => alias !== null && !balancers.some(({ dnsName }) => dnsName === alias.target),
      ),
    )
      ? [
          {
            about,
            text: 'an answer through an alias costs what the record set costs that was asked for',
            source: `${PRICING}: aliases of AWS resources are free; of aliases within a zone nothing is stated`,
          },
        ]
      : []),
    ...(others.length > 0
      ? [
          {
            about,
            text: `the endpoints of ${others.length} health check${others.length > 1 ? 's are' : ' is'} no AWS resource: awsEndpoint false`,
            source: `${PRICING}: an AWS endpoint is one of the same account, which a scenario cannot tell`,
          },
        ]
      : []),
    ...(calculated.length > 0
      ? [
          {
            about,
            text: 'a calculated health check costs as much as one of an AWS endpoint without options',
            source: `${PRICING}: no price of its own is stated`,
          },
        ]
      : []),
    ...zones
      .filter(({ isPrivate }) => isPrivate)
      .map(({ name }) => ({
        about: `zone ${name}`,
        text: 'private: queries cost nothing, and the resolver of a VPC keeps negative answers for 300 s at most',
        source: 'as observed by users (aws-app-mesh-roadmap#221); not documented',
      })),
  ];
}
