/** Who causes the skew, and what it would be without each: for a terminal, and in short for the summary of a run. */
import { createColors } from 'picocolors';
import type { Blame, BlamedCause } from '../../experiments/blame/blamed.ts';
import type { Measured, Result } from '../../experiments/result.ts';
import { ABSENT, halfWidth, meanOf, percent, significant } from '../numbers.ts';
import { facts } from './facts.ts';
import { inAscii, type TextStyle } from './style.ts';

const WORTH_NAMING = 0.005;
/** A part so many times the whole is mostly evened out by others. */
const EVENED_OUT = 1.5;

const root = (value: number) => percent(Math.sqrt(Math.max(0, value)));
const ratio = (value: number) => value.toFixed(2);

/** @param top causes that are told of at most @returns lines without a newline at the end */
export function blameReport(found: Blame, top: number, style: TextStyle): string {
  const { bold } = createColors(style.colour);
  const { width } = style;
  const shown = found.causes.slice(0, top);
  const rest = found.causes.slice(top);
  const lines = [
    bold(found.scenario.name),
    '',
    facts(
      'skew',
      [
        `√CV² ${meanOf(found.cvSquared, root)}`,
        `expected ${meanOf(found.expectedCvSquared, root)}${found.reason === null ? '' : ` (${found.reason})`}`,
        `peak-to-mean ${meanOf(found.peakToMean, ratio)}`,
      ],
      width,
    ),
    '',
    ...shown.flatMap((cause, i) => [...causeLines(cause, i + 1, found, width), '']),
    ...(rest.length > 0 ? [`and ${rest.length} more (--top ${found.causes.length})`] : []),
  ];
  while (lines.at(-1) === '') lines.pop();
  const text = lines.join('\n');
  return style.unicode ? text : inAscii(text);
}

function causeLines(cause: BlamedCause, rank: number, { reason }: Blame, width: number): string[] {
  const of = reason === null ? 'expected CV²' : 'CV²';
  const half = halfWidth(cause.cvSquared);
  const part =
    Math.abs(cause.share) > EVENED_OUT
      ? `its part of ${of}, which others even out`
      : `${percent(cause.share)} of ${of}`;
  const weight = `${part}: ${meanOf(cause.cvSquared, significant)}${half === null ? '' : ` ± ${significant(half)}`}`;
  return [
    facts(`${rank}.`, [cause.says], width),
    facts('', [weight], width),
    ...(cause.removal === null ? [] : [facts('', [`remove it: ${setting(cause)}`], width)]),
    ...(cause.group === null ? [] : [facts('', [`without it: ${predicted(cause)}`], width)]),
    ...(cause.checked === null ? [] : [facts('', [`run without it: ${checked(cause)}`], width)]),
  ];
}

function setting({ removal }: BlamedCause): string {
  return (removal?.set ?? []).map((one) => `--set ${one}`).join(' ');
}

function predicted({ without }: BlamedCause): string {
  if ('reason' in without) return `not predicted: ${without.reason}`;
  const { cvSquared, peakToMean, by } = without;
  const peak = peakToMean === null ? '' : `, peak-to-mean about ${ratio(peakToMean)}`;
  return `√CV² ${root(cvSquared.mean)} (CV² ${withHalf(cvSquared)})${peak}, by ${by === 'run' ? 'the sums of this run' : 'theory'}`;
}

function checked({ checked: run }: BlamedCause): string {
  if (run === null) return ABSENT;
  const { cvSquared, peakToMean, standardErrors } = run;
  const apart =
    standardErrors === null ? '' : `; ${Math.abs(standardErrors).toFixed(1)} standard errors apart`;
  return `√CV² ${meanOf(cvSquared, root)} (CV² ${withHalf(cvSquared)}), peak-to-mean ${meanOf(peakToMean, ratio)}${apart}`;
}

function withHalf(measured: Measured): string {
  const half = halfWidth(measured);
  return `${meanOf(measured, significant)}${half === null ? '' : ` ± ${significant(half)}`}`;
}

/** The three heaviest causes; no line where there are none worth naming, or the result was saved before they were counted. */
export function causeSummary({ skew }: Result, width: number): string[] {
  const heavy = (skew.blamed ?? [])
    .filter(({ cause, share }) => cause !== 'chance' && cause !== 'fixed' && share >= WORTH_NAMING)
    .slice(0, 3)
    .map(({ says, share }) => `${percent(share)} ${says}`);
  return heavy.length > 0 ? [facts('causes', heavy, width)] : [];
}
