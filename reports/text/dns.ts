/** What DNS did: queries at the authority, hits on the way, and how much load one answer steers. */
import type { Result } from '../../experiments/result.ts';
import { count, dollars, meanOf, percent, significant, span } from '../numbers.ts';
import { facts } from './facts.ts';
import { table } from './table.ts';

const plain = (value: number) => significant(value);
const share = (value: number) => percent(value);
const time = (seconds: number) => span(Number(significant(seconds).replaceAll(',', '')));

export function dnsLines({ authority, resolvers, clients }: Result, width: number): string[] {
  const hits = [...clients, ...resolvers]
    .filter(({ hitRatio }) => hitRatio !== null)
    .map(({ name, hitRatio }) => `${name} ${meanOf(hitRatio, share)}`);
  const { mean, heaviest } = authority.hiddenLoad;
  return [
    facts(
      'DNS',
      [`${meanOf(authority.queriesPerSecond, plain)} queries/s at the authority`],
      width,
    ),
    billLine(authority, width),
    ...(hits.length > 0 ? [facts('cache hits', hits, width)] : []),
    ...staleLine(resolvers, width),
    ...turnedAwayLine(resolvers, width),
    facts(
      'hidden load',
      [
        `${meanOf(mean, plain)} requests follow one answer`,
        `the heaviest ${meanOf(heaviest, count)}`,
      ],
      width,
    ),
  ];
}

/** `bill        $3.86 a month at the prices of 2026-09-20   standard queries $3.36   hosted zones $0.50`. */
function billLine({ monthlyBill, prices, charges }: Result['authority'], width: number): string {
  const costly = charges.filter(({ usdPerMonth }) => (usdPerMonth?.mean ?? 0) > 0);
  return facts(
    'bill',
    [
      `${meanOf(monthlyBill, dollars)} a month at the prices of ${prices.asOf}`,
      ...(costly.length > 1
        ? costly.map(({ item, usdPerMonth }) => `${item} ${meanOf(usdPerMonth, dollars)}`)
        : []),
    ],
    width,
  );
}

/** `over TCP    isp 1,234 queries made again`, where answers did not fit into UDP. */
function overTcp(resolvers: Result['resolvers'], width: number): string[] {
  const again = resolvers.filter(({ tcpRetries }) => (tcpRetries?.mean ?? 0) > 0);
  if (again.length === 0) return [];
  const items = again.map(
    ({ name, tcpRetries }) => `${name} ${meanOf(tcpRetries, count)} queries made again`,
  );
  return ['', facts('over TCP', items, width)];
}

/** `stale       isp 1,234 answers from expired records`, where there were any. */
function staleLine(resolvers: Result['resolvers'], width: number): string[] {
  const stale = resolvers.filter(({ staleAnswers }) => (staleAnswers?.mean ?? 0) > 0);
  if (stale.length === 0) return [];
  const items = stale.map(
    ({ name, staleAnswers }) =>
      `${name} ${meanOf(staleAnswers, count)} answers from expired records`,
  );
  return [facts('stale', items, width)];
}

/** `turned away isp 1,234 queries`, where resolvers have limits that were met. */
function turnedAwayLine(resolvers: Result['resolvers'], width: number): string[] {
  const strict = resolvers.filter(({ turnedAway }) => (turnedAway?.mean ?? 0) > 0);
  if (strict.length === 0) return [];
  const items = strict.map(
    ({ name, turnedAway }) => `${name} ${meanOf(turnedAway, count)} queries`,
  );
  return [facts('turned away', items, width)];
}

/** Answers by record, their age, and each resolver group; for the full report. */
export function dnsDetails(
  { authority, resolvers, ageOfAnswers }: Result,
  width: number,
): string[] {
  const { p50Seconds, p95Seconds, p99Seconds } = ageOfAnswers;
  const age = facts(
    'answer age',
    [
      `p50 ${meanOf(p50Seconds, time)}`,
      `p95 ${meanOf(p95Seconds, time)}`,
      `p99 ${meanOf(p99Seconds, time)}`,
    ],
    width,
  );
  const answers = table(
    [
      { title: 'name' },
      { title: 'answer' },
      { title: 'value' },
      { title: 'first', align: 'right' },
      { title: 'any place', align: 'right' },
    ],
    authority.answers.map(({ name, record, value, first, any }) => [
      name,
      record,
      value,
      meanOf(first, share),
      meanOf(any, share),
    ]),
  );
  const groups = table(
    [
      { title: 'resolvers' },
      { title: 'profile' },
      { title: 'queries', align: 'right' },
      { title: 'hits', align: 'right' },
      { title: 'upstream/s', align: 'right' },
    ],
    resolvers.map(({ name, profile, queries, hitRatio, upstreamQueriesPerSecond }) => [
      name,
      profile,
      meanOf(queries, count),
      meanOf(hitRatio, share),
      meanOf(upstreamQueriesPerSecond, plain),
    ]),
  );
  return [age, '', answers, '', groups, ...overTcp(resolvers, width)];
}
