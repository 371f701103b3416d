/** The summary that a person reads in ten seconds, and the longer one behind `--summary full`. */
import { createColors } from 'picocolors';
import type { Result } from '../experiments/result.ts';
import { notRoute53 } from './not-route53.ts';
import { count, meanOf, percent, span } from './numbers.ts';
import { backendTable } from './text/backends.ts';
import { balancerLines } from './text/balancers.ts';
import { causeSummary } from './text/blame.ts';
import { failureLines, retryLines, timeLines, unfinishedLines } from './text/clients.ts';
import { dnsDetails, dnsLines } from './text/dns.ts';
import { eventLines } from './text/events.ts';
import { expectationLines } from './text/expectations.ts';
import { facts } from './text/facts.ts';
import { serverTable } from './text/servers.ts';
import { drawsLine, skewLines } from './text/skew.ts';
import { inAscii, type TextStyle } from './text/style.ts';

/** @returns lines without a newline at the end */
export function textReport(result: Result, style: TextStyle, length: 'compact' | 'full'): string {
  const full = length === 'full';
  const { width } = style;
  const blocks = [
    header(result, style),
    '',
    backendTable(result.backends, style, full),
    '',
    ...serverTable(result.backends, style, full),
    ...balancerLines(result, width),
    ...skewLines(result, width),
    ...(full ? [drawsLine(result, width)] : []),
    ...causeSummary(result, width),
    ...dnsLines(result, width),
    ...failureLines(result, width),
    ...retryLines(result, width),
    ...unfinishedLines(result, width),
    ...settlingLines(result, width),
    ...timeLines(result, width),
    ...eventLines(result, width, full),
    ...expectationLines(result, width, full),
    ...(full ? [...dnsDetails(result, width), '', startLine(result, width)] : []),
    ...assumptionLines(result, width, full),
  ];
  const text = blocks.join('\n');
  return style.unicode ? text : inAscii(text);
}

function header({ scenario, outcome, totals }: Result, { colour }: TextStyle): string {
  const { bold, yellow } = createColors(colour);
  const warmup = scenario.warmupSeconds > 0 ? ` (${span(scenario.warmupSeconds)} warm-up)` : '';
  const parts = [
    bold(scenario.name),
    `seed ${scenario.seed}`,
    `${scenario.replications} × ${span(scenario.durationSeconds)}${warmup}`,
    `${meanOf(totals.requests, count)} requests a run`,
    // Results saved before there were such policies do not tell.
    ...(scenario.notRoute53?.length ? [yellow(notRoute53(scenario.notRoute53))] : []),
    ...(outcome === 'aborted' ? [yellow('stopped early')] : []),
    ...(scenario.precision ? [precisionOf(scenario.precision)] : []),
  ];
  return parts.join('   ');
}

/** Only where a cold start was measured that had not settled yet. */
function settlingLines({ scenario, settling }: Result, width: number): string[] {
  if (!settling || settling.fromSeconds === scenario.warmupSeconds) return [];
  const { fromSeconds } = settling;
  const text =
    fromSeconds === null
      ? 'a cold start that has not settled by the middle of the run (MSER-5); lengthen duration, or leave out start: cold'
      : `a cold start that settles at ${span(fromSeconds)} (MSER-5); warmup: ${span(fromSeconds)} would leave that out`;
  return [facts('warm-up', [text], width)];
}

function precisionOf({ wanted, reached }: { wanted: number; reached: boolean }): string {
  return reached ? `known to ${percent(wanted)}` : `not yet known to ${percent(wanted)}`;
}

function startLine({ scenario }: Result, width: number): string {
  const leadIn = scenario.leadInSeconds > 0 ? [`lead-in ${span(scenario.leadInSeconds)}`] : [];
  return facts(
    'start',
    [`${scenario.start}: ${scenario.startMethod}`, ...leadIn, `detail ${scenario.detail}`],
    width,
  );
}

function assumptionLines({ assumptions }: Result, width: number, full: boolean): string[] {
  if (assumptions.length === 0) return [];
  if (full) {
    return [
      '',
      ...assumptions.map(({ about, text, source }) =>
        facts('assumed', [`${about}: ${text} (${source})`], width),
      ),
    ];
  }
  const many =
    assumptions.length === 1 ? 'one value or rule' : `${assumptions.length} values or rules`;
  return [
    facts(
      'assumed',
      [`${many} not known for certain (--summary full):`, ...weightiest(assumptions)],
      width,
    ),
  ];
}

/** What most of the assumptions are about, with their numbers. */
function weightiest(assumptions: Result['assumptions']): string[] {
  const counts = new Map<string, number>();
  for (const { about } of assumptions) counts.set(about, (counts.get(about) ?? 0) + 1);
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .slice(0, 3)
    .map(([about, number]) => (number === 1 ? about : `${about} ×${number}`));
}
