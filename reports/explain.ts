/** What `skew53 explain` prints: the scenario in words, how long answers live, and what theory predicts. */
import { createColors } from 'picocolors';
import type {
  ExplainedName,
  Explanation,
  Predicted,
  Prediction,
} from '../experiments/explain/explanation.ts';
import { balancerLines } from './explain-balancers.ts';
import { ABSENT, count, dollars, percent, significant, span } from './numbers.ts';
import { columns, wrapped } from './text/columns.ts';
import { inAscii, type TextStyle } from './text/style.ts';

/** More backends than this are not listed one by one. */
const LISTED_BACKENDS = 12;

/** More TTLs than this are told by the shortest and the longest. */
const LISTED_TTLS = 6;

/** @returns lines without a newline at the end */
export function explainReport(explanation: Explanation, style: TextStyle): string {
  const { bold } = createColors(style.colour);
  const { width } = style;
  const { names, lifetimes, predictions, assumptions, story } = explanation;
  const section = (title: string, lines: readonly string[]) =>
    lines.length > 0 ? ['', bold(title), ...lines] : [];
  const text = [
    header(explanation, bold),
    '',
    ...story.flatMap((sentence) => wrapped(sentence, width)),
    ...section(
      'What is answered',
      names.flatMap((name) => nameLines(name, width)),
    ),
    ...section(
      'Balancers',
      explanation.balancers.flatMap((balancer) => balancerLines(balancer, width)),
    ),
    ...section(
      'How long answers live',
      columns(
        lifetimes.map(({ tier, text: words, longestSeconds }) => [
          tier,
          longestSeconds === null ? 'no end' : `≤ ${span(longestSeconds)}`,
          words,
        ]),
        width,
      ),
    ),
    ...predictions.flatMap(({ topic, rows }) =>
      section(`Predicted: ${topic}`, predictionLines(rows, width)),
    ),
    ...section(
      'Assumed',
      assumptions.flatMap(({ about, text: words, source }) =>
        columns([[`${about}: ${words} (${source})`]], width),
      ),
    ),
    ...section('A run', runLines(explanation, width)),
  ].join('\n');
  return style.unicode ? text : inAscii(text);
}

function header({ scenario }: Explanation, bold: (text: string) => string): string {
  const { name, seed, replications, durationSeconds, warmupSeconds } = scenario;
  const warmup = warmupSeconds > 0 ? ` (${span(warmupSeconds)} warm-up)` : '';
  return [
    bold(name),
    `seed ${seed}`,
    `${replications} × ${span(durationSeconds)}${warmup}`,
    'not run',
  ].join('   ');
}

function nameLines(
  { name, type, policy, answer, ttlSeconds, intended, requestsPerSecond }: ExplainedName,
  width: number,
): string[] {
  const ttls =
    ttlSeconds.length > LISTED_TTLS
      ? `, TTL ${ttlSeconds[0]} to ${ttlSeconds.at(-1)} s`
      : ttlSeconds.length > 0
        ? `, TTL ${ttlSeconds.map((ttl) => `${ttl} s`).join(', ')}`
        : '';
  const what = `${policy ?? 'no record'}: ${answer}${ttls}; ${significant(requestsPerSecond)} requests/s`;
  const shares = intended.map(({ backend, share }) => `${backend} ${percent(share)}`).join('   ');
  const meant = intended.length > LISTED_BACKENDS ? `${intended.length} backends` : shares;
  return columns(
    [
      [type === 'A' ? name : `${name} (${type})`, what],
      ...(intended.length > 0 ? [['', `intended: ${meant}`]] : []),
    ],
    width,
  );
}

/** Each value with its source, said once where it repeats; below them why those marked ≈ hold only nearly. */
function predictionLines(rows: readonly Prediction[], width: number): string[] {
  let before = '';
  const cells = rows.map((row) => {
    const about = row.of === '' ? row.what : `${row.what}, ${row.of}`;
    if ('reason' in row) return [about, ABSENT, row.reason];
    const source = row.source === before ? 'as above' : row.source;
    before = row.source;
    return [about, valueIn(row), source];
  });
  const notes = new Set(
    rows.flatMap((row) => ('value' in row && row.nearly !== null ? [row.nearly] : [])),
  );
  return [
    ...columns(cells, width),
    ...columns(
      [...notes].map((note) => ['≈', note]),
      width,
    ),
  ];
}

function valueIn({ value, unit, nearly }: Predicted): string {
  const about = nearly === null ? '' : '≈ ';
  switch (unit) {
    case 'share':
      return about + percent(value);
    case 'cvSquared':
      return `${about}√ ${percent(Math.sqrt(value))}`;
    case 'perSecond':
      return `${about}${significant(value)}/s`;
    case 'usd':
      return about + dollars(value);
    case 'seconds':
      return about + span(Number(value.toPrecision(4)));
    case 'ratio':
      return about + (value >= 1 && value < 100 ? value.toFixed(3) : significant(value));
    case 'requests':
      return about + significant(value);
  }
}

function runLines({ run }: Explanation, width: number): string[] {
  const leadIn = run.leadInSeconds > 0 ? `, lead-in ${span(run.leadInSeconds)}` : '';
  return columns(
    [
      ['detail', `${run.detail}: ${run.detailReason}`],
      ['start', `${run.start}: ${run.startReason}${leadIn}`],
      [
        'cost',
        `about ${count(Number(run.events.toPrecision(2)))} events, ${count(Math.max(1, run.bytes / 1_048_576))} MiB of tables; on the high side`,
      ],
    ],
    width,
  );
}
