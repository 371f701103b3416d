/** What a tested scenario has to say for itself, in sentences that every reporter uses. */
import {
  type BaselineJudgement,
  type Difference,
  type Likened,
  type TestedScenario,
  type TestVerdict,
  verdictOf,
} from '../../experiments/tested.ts';
import { count, halfWidth, percent, significant } from '../numbers.ts';
import { sentence } from '../text/expectations.ts';

/** More differences to the last bit than this are counted, not shown. */
const SHOWN = 12;

/** `failed: share of web-1 …`; empty when all is well. */
export function complaints(tested: TestedScenario): string[] {
  return [...expectationComplaints(tested), ...baselineComplaints(tested)];
}

export function expectationComplaints({ result }: TestedScenario): string[] {
  return result.expectations.filter(({ verdict }) => verdict !== 'met').map(sentence);
}

export function baselineComplaints({ file, baseline }: TestedScenario): string[] {
  if (baseline.kind === 'absent')
    return [`no baseline ${baseline.file}; accept this result with skew53 test -u ${file}`];
  if (baseline.kind === 'accepted' || baseline.judgement.likeness === 'same') return [];
  const { judgement } = baseline;
  const what =
    judgement.likeness === 'different'
      ? `differs from its baseline ${baseline.file}`
      : `not known to be the same as its baseline ${baseline.file}`;
  return [what, ...detailsOf(judgement), `if it may, accept it with skew53 test -u ${file}`];
}

function detailsOf({ changed, differences, numbers }: BaselineJudgement): string[] {
  const shown = differences.slice(0, SHOWN);
  return [
    ...changed.map(changeOf),
    ...shown.map(changeOf),
    ...(differences.length > SHOWN ? [`… ${differences.length - SHOWN} more`] : []),
    ...numbers.filter(({ likeness }) => likeness !== 'same').map(likenedIn),
  ];
}

const SETTINGS: Readonly<Record<string, string>> = {
  'scenario.hash': 'the scenario has changed since',
  'tool.version': 'another version of skew53',
};

function changeOf({ path, baseline, result }: Difference): string {
  const told = SETTINGS[path];
  if (path === 'scenario.hash') return told as string;
  const shown = (value: Difference['result']) => (value === undefined ? 'absent' : String(value));
  const change = /^(?:scenario|tool)\./.test(path) ? '' : relative(baseline, result);
  return `${told ?? path}: ${shown(baseline)} → ${shown(result)}${change}`;
}

function relative(before: Difference['result'], after: Difference['result']): string {
  if (typeof before !== 'number' || typeof after !== 'number' || before === 0) return '';
  const change = (after - before) / before;
  return ` (${change < 0 ? '−' : '+'}${percent(Math.abs(change))})`;
}

/** `different: share of web-1 33.3 % → 41.0 % ± 0.4 %, 1.67 % allowed`. */
export function likenedIn(likened: Likened): string {
  const { what, likeness, baseline, result, difference, delta, reason } = likened;
  if (baseline === null && result === null) return `${likeness}: ${what}: ${reason ?? 'absent'}`;
  if (baseline === null || result === null || difference === null)
    return `${likeness}: ${what}: ${reason ?? ''}`;
  const write = what.startsWith('share') ? percent : (value: number) => significant(value);
  const half = halfWidth(difference);
  const error = half === null ? '' : ` ± ${write(half)}`;
  const why = reason === null ? '' : `; ${reason}`;
  return `${likeness}: ${what} ${write(baseline)} → ${write(result)}${error}, ${write(delta)} allowed${why}`;
}

/** What held, in one line: `3 of 3 expectations met, baseline the same to the last bit`. */
export function account({ result, baseline }: TestedScenario): string {
  const { expectations } = result;
  const met = expectations.filter(({ verdict }) => verdict === 'met').length;
  return [
    ...(expectations.length > 0
      ? [
          `${met} of ${count(expectations.length)} ${expectations.length === 1 ? 'expectation' : 'expectations'} met`,
        ]
      : []),
    baselineAccount(baseline),
  ].join(', ');
}

function baselineAccount(baseline: TestedScenario['baseline']): string {
  if (baseline.kind === 'absent') return 'no baseline';
  if (baseline.kind === 'accepted') return `baseline ${baseline.file} accepted`;
  const { likeness, numbers } = baseline.judgement;
  if (likeness === 'same')
    return numbers.length === 0
      ? 'baseline the same to the last bit'
      : 'baseline the same within tolerance';
  return likeness === 'different' ? 'baseline different' : 'baseline not decided';
}

export const MARKS: Readonly<Record<TestVerdict, string>> = {
  passed: 'pass',
  failed: 'FAIL',
  different: 'DIFF',
  inconclusive: '????',
};

/** `2 passed, 1 different`. */
export function tally(tested: readonly TestedScenario[], untested: number): string {
  const of = (verdict: TestVerdict) => tested.filter((one) => verdictOf(one) === verdict).length;
  return [
    `${of('passed')} passed`,
    ...(['failed', 'different', 'inconclusive'] as const).flatMap((verdict) =>
      of(verdict) > 0 ? [`${of(verdict)} ${verdict}`] : [],
    ),
    ...(untested > 0 ? [`${untested} not run`] : []),
  ].join(', ');
}
