/** Two runs side by side, for a terminal or as Markdown. */
import { createColors } from 'picocolors';
import type { ComparedNumber, Comparison } from '../../experiments/result.ts';
import { notRoute53 } from '../not-route53.ts';
import { ABSENT, halfWidth, inUnit, meanOf, percent } from '../numbers.ts';
import { inAscii, type TextStyle } from './style.ts';
import { table } from './table.ts';

/** Measures of the short form, in its order. */
const HEADLINES = [
  'share',
  'cv-squared',
  'expected-cv-squared',
  'window-peak-to-mean',
  'authority-queries',
  'monthly-bill',
  'hit-ratio',
  'hidden-load',
  'age-of-answers',
  'failed',
  'retries',
  'utilisation',
  'response-time',
  'total-time',
];

/** @returns lines without a newline at the end */
export function comparisonReport(
  comparison: Comparison,
  style: TextStyle,
  length: 'compact' | 'full',
): string {
  const { bold } = createColors(style.colour);
  const numbers = listed(comparison, length);
  const rows = numbers.map((number) => cells(number, comparison.isPaired));
  const text = [
    `${bold(comparison.b.name)} against ${bold(comparison.a.name)}   ${[method(comparison), ...label(comparison)].join('   ')}`,
    '',
    table(columns(comparison), rows),
    '',
    conclusion(comparison),
  ].join('\n');
  return style.unicode ? text : inAscii(text);
}

/** As a Markdown table. */
export function comparisonMarkdown(comparison: Comparison, length: 'compact' | 'full'): string {
  const line = (texts: readonly string[]) => `| ${texts.map(escaped).join(' | ')} |`;
  const heads = columns(comparison);
  return [
    `**${escaped(comparison.b.name)}** against **${escaped(comparison.a.name)}**, ${[method(comparison), ...label(comparison)].join(', ')}`,
    '',
    line(heads.map(({ title }) => title)),
    line(heads.map(({ align }) => (align === 'right' ? '--:' : '---'))),
    ...listed(comparison, length).map((number) => line(cells(number, comparison.isPaired))),
    '',
    conclusion(comparison),
    '',
  ].join('\n');
}

/** Whether one of them uses policies that Route 53 does not have. */
function label({ a, b }: Comparison): string[] {
  const policies = new Set([...(a.notRoute53 ?? []), ...(b.notRoute53 ?? [])]);
  return policies.size > 0 ? [notRoute53([...policies])] : [];
}

/** All that differ clearly and the headlines; all there are in the full form. */
function listed({ numbers }: Comparison, length: 'compact' | 'full'): readonly ComparedNumber[] {
  if (length === 'full') return numbers;
  const rank = ({ measure }: ComparedNumber) => HEADLINES.indexOf(measure);
  return numbers.filter((number) => rank(number) >= 0).toSorted((x, y) => rank(x) - rank(y));
}

function columns({ isPaired, a, b }: Comparison) {
  const right = 'right' as const;
  const [one, other] = a.name === b.name ? ['A', 'B'] : [a.name, b.name];
  return [
    { title: 'measure' },
    { title: one as string, align: right },
    { title: other as string, align: right },
    { title: 'difference', align: right },
    { title: '95 %', align: right },
    { title: 'relative', align: right },
    ...(isPaired ? [{ title: 'correlation', align: right }] : []),
    { title: '' },
  ];
}

function cells(number: ComparedNumber, isPaired: boolean): string[] {
  const { measure, of, unit, a, b, difference, relative, correlation, isClear } = number;
  const write = inUnit(unit);
  const half = halfWidth(difference);
  return [
    of === '' ? measure : `${measure} ${of}`,
    meanOf(a, write),
    meanOf(b, write),
    difference === null ? ABSENT : `${difference.mean > 0 ? '+' : ''}${write(difference.mean)}`,
    half === null ? '' : `± ${write(half)}`,
    relative === null ? '' : `${relative > 0 ? '+' : ''}${percent(relative, 1)}`,
    ...(isPaired ? [correlation === null ? '' : correlation.toFixed(2)] : []),
    isClear ? 'clear' : '',
  ];
}

function method({ a, b, isPaired }: Comparison): string {
  const seeds = a.seed === b.seed ? `seed ${a.seed}` : `seeds ${b.seed} and ${a.seed}`;
  const times =
    a.replications === b.replications
      ? `${a.replications} replications each`
      : `${b.replications} and ${a.replications} replications`;
  return `${seeds}, ${times}, ${isPaired ? 'compared in pairs' : 'compared as independent runs'}`;
}

function conclusion({ numbers }: Comparison): string {
  const clear = numbers.filter(({ isClear }) => isClear).length;
  const all = `${numbers.length} numbers`;
  return clear === 0
    ? `none of ${all} differs clearly (5 % over all of them)`
    : `${clear} of ${all} differ clearly (5 % over all of them)`;
}

function escaped(text: string): string {
  return text.replace(/[\\|`*_<>]/g, (sign) => `\\${sign}`).replace(/\r?\n/g, ' ');
}
