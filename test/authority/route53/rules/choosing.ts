import { rule, type Section } from './rule.ts';

const CHOOSES = 'Developer Guide: health-checks-how-route-53-chooses-records';
const COMPLEX = 'Developer Guide: dns-failover-complex-configs';
const RECORD_SET = 'API Reference: ResourceRecordSet';
const WEIGHTED = 'Developer Guide: TutorialManagingOver100WRR';
const FAILOVER = 'Developer Guide: routing-policy-failover';
const ALIAS = 'API Reference: AliasTarget';
const SILENT = 'no page says';

export const choosing: Section = {
  title: 'Choosing among record sets',
  rules: [
    rule(
      '3.1a',
      'The policy picks; a pick that is unhealthy is put aside and the policy picks again among the rest.',
      'documented',
      CHOOSES,
    ),
    rule(
      '3.1b',
      'A record set is healthy without a check or while its check is, and, evaluating its target, while that is.',
      'documented',
      CHOOSES,
    ),
    rule(
      '3.1c',
      'Nothing healthy below an alias that evaluates its target: the choice backs out and tries the alias’s siblings.',
      'documented',
      COMPLEX,
    ),
    rule(
      '3.1d',
      'Nothing healthy at the top, or below an alias that does not evaluate: all count as healthy, and the policy picks.',
      'documented',
      CHOOSES,
    ),
    rule(
      '3.1e',
      'Nothing is probed when a query comes: the status known is looked up.',
      'documented',
      CHOOSES,
    ),
    rule(
      '3.1f',
      'An alias that evaluates its target is healthy while at least one record set of the target is.',
      'documented',
      COMPLEX,
    ),
    rule(
      '3.1g',
      'An alias with a health check that also evaluates its target needs both.',
      'documented',
      COMPLEX,
    ),
    rule(
      '3.1h',
      'An alias that does not evaluate its target is chosen though everything below is down.',
      'documented',
      COMPLEX,
    ),
    rule('3.1i', 'Aliases nest up to three levels.', 'documented', WEIGHTED),
    rule(
      '3.1j',
      'The check of a record set without siblings changes nothing.',
      'inferred',
      'from 3.1d',
    ),
    rule(
      '3.1k',
      'A record that refers to a deleted check has an unpredictable status.',
      'documented',
      'Developer Guide: health-checks-deleting',
      { option: 'healthy, with a warning' },
    ),
    rule(
      '3.1l',
      'The last resort in nested trees: whether each level picks again with all healthy, or the top alone.',
      'undocumented',
      SILENT,
      { option: '`lastResort: perLevel`, `top`' },
    ),
  ],
};

export const weighted: Section = {
  title: 'Weighted',
  rules: [
    rule(
      '3.2a',
      'Weights are whole numbers from 0 to 255; the chance is the weight over the sum of the group’s.',
      'documented',
      `${RECORD_SET}; ${WEIGHTED}`,
    ),
    rule(
      '3.2b',
      'Without an unhealthy member the others share by their own weights: 10/20/20 without the third is 1 to 2.',
      'documented',
      'Developer Guide: dns-failover-simple-configs',
    ),
    rule('3.2c', 'Weight 0 is not answered while another is healthy.', 'documented', RECORD_SET),
    rule('3.2d', 'All weights 0: equal chances.', 'documented', RECORD_SET),
    rule(
      '3.2e',
      'All others unhealthy: members of weight 0 are considered.',
      'documented',
      `${RECORD_SET}; Route 53 skill of the AWS agent toolkit`,
    ),
    rule('3.2f', 'None healthy, weights 0 and others.', 'undocumented', SILENT, {
      option: 'as if all were healthy: by weight',
    }),
    rule(
      '3.2g',
      'All members have one TTL.',
      'observed',
      'aws-sdk-go-v2 issue 518; terraform-provider-aws issue 1961; documented',
    ),
    rule(
      '3.2h',
      'Beside aliases of load balancers a TTL of 60 s is advised.',
      'documented',
      'Developer Guide: resource-record-sets-values-weighted',
      { informative: 'advice' },
    ),
    rule(
      '3.2i',
      'Several values in a member: the API Reference says one, the Developer Guide several.',
      'undocumented',
      RECORD_SET,
      { option: '`weightedValues: all` with a note, `refuse`' },
    ),
    rule(
      '3.2j',
      'Over 10,000 queries straight to the authority show the weights; through a cache they do not.',
      'documented',
      'Knowledge Center: route-53-fix-dns-weighted-routing-issue',
    ),
  ],
};

export const failover: Section = {
  title: 'Failover',
  rules: [
    rule('3.3a', 'One PRIMARY and one SECONDARY.', 'documented', RECORD_SET),
    rule('3.3b', 'The primary is answered while it is healthy.', 'documented', FAILOVER),
    rule(
      '3.3c',
      'The primary unhealthy and the secondary healthy: the secondary.',
      'documented',
      FAILOVER,
    ),
    rule('3.3d', 'Both unhealthy: the primary.', 'documented', RECORD_SET),
    rule(
      '3.3e',
      'A secondary without a check has every answer while the primary is unhealthy.',
      'documented',
      RECORD_SET,
    ),
    rule('3.3f', 'A primary without a check never fails over.', 'documented', RECORD_SET),
    rule(
      '3.3g',
      'Failover aliases should evaluate their target.',
      'documented',
      'Developer Guide: resource-record-sets-values-failover-alias',
    ),
  ],
};

export const alias: Section = {
  title: 'Alias',
  rules: [
    rule('3.9a', 'The authority answers with the target’s records.', 'documented', ALIAS),
    rule('3.9b', 'It answers queries of the target’s type only.', 'documented', ALIAS),
    rule(
      '3.9c',
      'The answer has the TTL of the record in the zone that it leads to.',
      'documented',
      ALIAS,
    ),
    rule(
      '3.9d',
      'A target of AWS brings its own TTL: 60 s for a load balancer.',
      'documented',
      ALIAS,
    ),
    rule('3.9e', 'It may stand at the zone’s own name.', 'documented', ALIAS),
    rule(
      '3.9f',
      'Evaluated, a balancer is healthy while each of its target groups has a healthy target; an empty one has none.',
      'documented',
      ALIAS,
    ),
  ],
};
