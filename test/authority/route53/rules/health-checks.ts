import { rule, type Section } from './rule.ts';

const ENDPOINT = 'Developer Guide: dns-failover-determining-health-of-endpoints';
const VALUES = 'Developer Guide: health-checks-creating-values';
const CONFIG = 'API Reference: HealthCheckConfig';
const TIMING = 'from 4.1a, 4.1b, 4.1d and 4.1f';
const CHANGE = 'API Reference: ChangeResourceRecordSets';
const LIMITS = 'Developer Guide: DNSLimitations';

export const endpoints: Section = {
  title: 'Health checks of endpoints',
  rules: [
    rule(
      '4.1a',
      'A checker waits 30 s, or 10 s, from a response to its next request.',
      'documented',
      CONFIG,
    ),
    rule(
      '4.1b',
      'One to ten passes or failures in a row, three by default, change one checker’s mind.',
      'documented',
      CONFIG,
    ),
    rule(
      '4.1c',
      'Checkers are in eight Regions, or in three at least of them.',
      'documented',
      CONFIG,
    ),
    rule(
      '4.1d',
      'How many checkers there are.',
      'undocumented',
      `${VALUES}: about one request every 2 s at 30 s`,
      {
        option: '`checkers: 16`, or `{ regions, perRegion: 2 }`',
      },
    ),
    rule('4.1e', 'Checkers know nothing of each other: bursts, then gaps.', 'documented', ENDPOINT),
    rule(
      '4.1f',
      'An endpoint is healthy while more than 18 % of the checkers say so.',
      'documented',
      ENDPOINT,
    ),
    rule(
      '4.1g',
      'HTTP and HTTPS: a connection within 4 s, then a status of 200 to 399 within 2 s.',
      'documented',
      ENDPOINT,
    ),
    rule('4.1h', 'Certificates are not looked at.', 'documented', VALUES),
    rule(
      '4.1i',
      'String match: the body within 2 s more; up to 255 characters within its first 5,120 bytes.',
      'documented',
      ENDPOINT,
    ),
    rule('4.1j', 'TCP: a connection within 10 s.', 'documented', ENDPOINT),
    rule(
      '4.1k',
      'A new check is healthy until there are data, unhealthy if it is inverted.',
      'documented',
      ENDPOINT,
    ),
    rule('4.1l', 'Inverted: the status is turned round.', 'documented', CONFIG),
    rule('4.1m', 'Disabled: healthy, whatever else.', 'documented', CONFIG),
    rule(
      '4.1n',
      'An endpoint by name is looked up anew for each probe, IPv4 only.',
      'documented',
      CONFIG,
    ),
    rule('4.1o', 'Private, local and multicast addresses cannot be checked.', 'documented', CONFIG),
    rule(
      '4.1p',
      'A Region that is removed goes on probing for up to an hour.',
      'documented',
      CONFIG,
      {
        informative: 'no event changes a check during a run',
      },
    ),
    rule('4.1q', '200 checks an account unless raised.', 'documented', LIMITS),
  ],
};

export const calculated: Section = {
  title: 'Calculated checks',
  rules: [
    rule('4.2a', 'Healthy while as many children are as the threshold says.', 'documented', CONFIG),
    rule('4.2b', 'Threshold 0: always healthy.', 'documented', CONFIG),
    rule(
      '4.2c',
      'A threshold above the number of children: always unhealthy.',
      'documented',
      CONFIG,
    ),
    rule('4.2d', 'A disabled child counts as healthy.', 'documented', CONFIG),
    rule('4.2e', 'A child is not calculated itself.', 'documented', VALUES),
    rule(
      '4.2f',
      'Up to 256 children by the API, 255 by the guide; thresholds from 0 to 256.',
      'documented',
      CONFIG,
    ),
  ],
};

export const otherChecks: Section = {
  title: 'Checks of alarms and routing controls',
  rules: [
    rule(
      '4.3a',
      'CLOUDWATCH_METRIC follows a metric’s data: OK is healthy, ALARM unhealthy.',
      'documented',
      VALUES,
    ),
    rule(
      '4.3b',
      'Without data: Healthy, Unhealthy or LastKnownStatus, which without a history is healthy.',
      'documented',
      CONFIG,
      { informative: 'no metric is simulated; a scenario states the status' },
    ),
    rule('4.3c', 'RECOVERY_CONTROL is healthy while its control is on.', 'documented', VALUES),
  ],
};

export const statuses: Section = {
  title: 'From a status to answers',
  rules: [
    rule(
      '4.4a',
      'Every DNS site hears from the checkers and judges by itself, so sites may disagree for a while.',
      'documented',
      'Developer Guide: dns-failover-problems',
    ),
    rule(
      '4.4b',
      'How long a status takes to a site.',
      'undocumented',
      'Amazon Builders’ Library: every few seconds',
      {
        option: '`edges.healthLag: { uniform: [1s, 10s] }`, for each edge',
      },
    ),
    rule(
      '4.4c',
      'A failover takes the evaluation and then the TTL of the record.',
      'documented',
      'Route 53 skill of the AWS agent toolkit',
    ),
  ],
};

export const timing: Section = {
  title: 'How long detection takes',
  rules: [
    rule(
      '4.5a',
      'Of 16 checkers the 14th to say so turns the check: in the mean (F − 1)I + F·t + 14I/17.',
      'inferred',
      TIMING,
    ),
    rule(
      '4.5b',
      'The third of 16 brings it back: in the mean (F − 1)I + 3I/17 after a refusal, 3(I + t)/17 after silence.',
      'inferred',
      TIMING,
    ),
    rule(
      '4.5c',
      'A failure that only a part of the checkers sees must reach 82 % of them; of six in three Regions two suffice to stay.',
      'inferred',
      TIMING,
    ),
  ],
};

export const changes: Section = {
  title: 'Changes of records',
  rules: [
    rule('4.6a', 'A change batch happens as a whole or not at all.', 'documented', CHANGE),
    rule('4.6b', 'All name servers have it generally within 60 s.', 'documented', CHANGE, {
      option: '`edges.recordLag: { uniform: [0s, 60s] }`, for each edge',
    }),
    rule('4.6c', 'Five requests a second an account.', 'documented', LIMITS),
    rule(
      '4.6d',
      'A batch holds 1,000 ResourceRecord elements and 32,000 characters of values; UPSERT counts twice.',
      'documented',
      LIMITS,
    ),
  ],
};
