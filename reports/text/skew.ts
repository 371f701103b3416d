/** Skew in a few lines: measured, as the accounting predicts it, and what chance alone would give. */
import type { Result } from '../../experiments/result.ts';
import { ABSENT, count, meanOf, percent, significant, span } from '../numbers.ts';
import { facts } from './facts.ts';

const ratio = (value: number) => value.toFixed(2);

export function skewLines({ skew, scenario }: Result, width: number): string[] {
  const { whole, windows } = skew;
  const expected = whole.expectedCvSquared;
  const reason =
    whole.expectedCvSquaredReason === null ? '' : ` (${whole.expectedCvSquaredReason})`;
  const lines = [
    facts(
      'skew',
      [
        `√CV² ${whole.rmsCv === null ? ABSENT : percent(whole.rmsCv)}`,
        `expected ${expected === null ? ABSENT : percent(Math.sqrt(Math.max(0, expected.mean)))}${reason}`,
        `floor ${meanOf(whole.floor.cvSquared, (value) => percent(Math.sqrt(value)))}`,
        `peak-to-mean ${meanOf(whole.peakToMean, ratio)} (floor ${meanOf(whole.floor.peakToMean, ratio)})`,
      ],
      width,
    ),
  ];
  const peak = windows.peakToMean;
  if (windows.pooled > 0) {
    const quantiles = [
      `peak-to-mean p50 ${meanOf(peak.p50, ratio)}`,
      `p95 ${meanOf(peak.p95, ratio)}`,
      `p99 ${meanOf(peak.p99, ratio)}`,
      `max ${peak.max === null ? ABSENT : ratio(peak.max)}`,
      `floor ${meanOf(peak.floor, ratio)}`,
      `${count(windows.pooled)} windows of ${span(scenario.windowSeconds)}`,
    ];
    lines.push(facts('windows', quantiles, width));
  }
  return lines;
}

/** How many independent choices the loads rest on; for the full report. */
export function drawsLine({ skew: { whole } }: Result, width: number): string {
  return facts(
    'draws',
    [
      `effective ${meanOf(whole.effectiveDraws, (value) => significant(value))}`,
      `design effect ${meanOf(whole.designEffect, (value) => significant(value))}`,
      `Gini ${meanOf(whole.gini, (value) => significant(value))}`,
      `systematic CV² ${whole.systematicCvSquared === null ? ABSENT : significant(whole.systematicCvSquared)}`,
    ],
    width,
  );
}
