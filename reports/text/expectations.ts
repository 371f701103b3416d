/** What was expected: how much of it came true, and each thing that did not, with what would decide. */
import type { ExpectationResult, Result } from '../../experiments/result.ts';
import { count, dollars, halfWidth, percent, significant } from '../numbers.ts';
import { roughly } from './events.ts';
import { facts } from './facts.ts';

/** No line when nothing was expected; those that are met are only counted in the short summary. */
export function expectationLines({ expectations }: Result, width: number, full: boolean): string[] {
  if (expectations.length === 0) return [];
  const told = full ? expectations : expectations.filter(({ verdict }) => verdict !== 'met');
  const met = expectations.filter(({ verdict }) => verdict === 'met').length;
  return [
    facts('expect', [`${met} of ${expectations.length} met`], width),
    ...told.map((expectation) => facts('', [sentence(expectation)], width)),
  ];
}

/** `failed: share of web-1 below 36 %: 41.0 % ± 0.40 %`. */
export function sentence(expectation: ExpectationResult): string {
  const { text, verdict, reason, replicationsNeeded } = expectation;
  const notes = [
    ...measuredOf(expectation),
    ...(reason === null ? [] : [reason]),
    ...(replicationsNeeded === null
      ? []
      : [`about ${count(replicationsNeeded)} replications would decide`]),
  ];
  return `${verdict}: ${text}${notes.length > 0 ? `: ${notes.join(', ')}` : ''}`;
}

function measuredOf({ measured, unit }: ExpectationResult): string[] {
  if (measured === null) return [];
  const half = halfWidth(measured);
  return [`${written(measured.mean, unit)}${half === null ? '' : ` ± ${written(half, unit)}`}`];
}

function written(value: number, unit: string): string {
  if (unit === 'share') return percent(value);
  if (unit === 's') return roughly(value);
  if (unit === 'USD') return dollars(value);
  return `${significant(value)}${unit === '/s' ? unit : ''}`;
}
