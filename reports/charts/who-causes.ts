/** Who causes the skew: the parts of expected CV² by group and cause, the heaviest first. */
import type { Result } from '../../experiments/result.ts';
import { percent } from '../numbers.ts';
import type { Bar, Chart, ChartSetup } from './chart.ts';
import type { Page } from './page.ts';
import { axis, paper, percentAxis, shortened } from './paper.ts';
import { setUp } from './set-up.ts';

/** As many rows as stand legibly above one another; the lightest are drawn as one. */
const ROWS_AT_MOST = 12;
const NAME_WIDTH = 26;
/** Below this part of all a row is not worth its place. */
const WORTH_A_ROW = 0.001;
/** Parts above and below 0 that come to so many times their sum say nothing of it. */
const CANCELLED = 3;

/** Each kind of cause, its name in the legend, and its place among the colours. */
const KINDS = [
  { cause: 'order', name: 'orders that resolvers keep', colour: 0 },
  { cause: 'kept', name: 'choices that clients keep', colour: 1 },
  { cause: 'content', name: 'what answers contain', colour: 2 },
  { cause: 'fixed', name: 'loads as measured', colour: 5 },
  { cause: 'rest', name: 'several causes', colour: 4 },
  { cause: 'chance', name: 'chance', colour: 7 },
] as const;

interface Row {
  readonly cause: (typeof KINDS)[number]['cause'];
  readonly share: number;
  readonly name: string;
  readonly low: number | null;
  readonly high: number | null;
}

export const whoCauses: Chart = {
  name: 'who-causes',
  summary: 'Who causes the skew: the parts of expected CV² by group and cause.',
  each: 'result',
  lacks: ({ skew }) => {
    const parts = skew.blamed ?? [];
    if (parts.length === 0) return 'the groups behind the skew are not known';
    const weights = parts.reduce((sum, { share }) => sum + Math.abs(share), 0);
    return weights > CANCELLED ? 'the groups even each other out' : null;
  },
  configuration(result, page) {
    const rows = rowsOf(result);
    const options = paper(
      { title: whoCausesFinding(result), subtitle: [setUp(result), ofWhat(result)] },
      page,
    );
    return barsOf(rows, result, options, page);
  },
};

/** One sentence without a full stop. */
export function whoCausesFinding({ skew }: Result): string {
  const parts = skew.blamed ?? [];
  const [first] = parts;
  if (!first) return 'Nobody causes any skew';
  const of = skew.whole.expectedCvSquaredReason === null ? 'of the expected skew' : 'of the skew';
  return first.cause === 'chance'
    ? `Chance alone: all ${of}`
    : `${first.says}: ${percent(first.share)} ${of}`;
}

function ofWhat({ skew }: Result): string {
  const reason = skew.whole.expectedCvSquaredReason;
  return reason === null
    ? 'Parts of expected CV², which add up to 100 %: two requests are put down to what they share'
    : `Parts of the CV² measured, which add up to 100 %; none is expected: ${reason}`;
}

function rowsOf({ skew }: Result): Row[] {
  const all = skew.blamed ?? [];
  const whole =
    skew.whole.expectedCvSquaredReason === null
      ? skew.whole.expectedCvSquared
      : skew.whole.cvSquared;
  const part = (value: number | null | undefined) =>
    value == null || !whole || whole.mean === 0 ? null : value / whole.mean;
  const worth = all.filter(({ share }, i) => i === 0 || Math.abs(share) >= WORTH_A_ROW);
  const shown = worth.length > ROWS_AT_MOST ? worth.slice(0, ROWS_AT_MOST - 1) : worth;
  const rest = all.filter((one) => !shown.includes(one));
  const rows = shown.map(
    ({ cause, group, share, cvSquared }): Row => ({
      cause,
      share,
      name: group === null ? 'nobody' : group.name,
      low: part(cvSquared?.low),
      high: part(cvSquared?.high),
    }),
  );
  const left = rest.reduce((sum, { share }) => sum + share, 0);
  if (rest.length === 0 || Math.abs(left) < WORTH_A_ROW) return rows;
  const name = `${rest.length} others together`;
  return [...rows, { cause: 'rest', share: left, name, low: null, high: null }];
}

function barsOf(
  rows: readonly Row[],
  result: Result,
  options: ChartSetup['options'],
  page: Page,
): ChartSetup {
  const { theme, pt } = page;
  const common = axis('', page);
  const kinds = KINDS.filter(({ cause }) => rows.some((row) => row.cause === cause));
  const top = 100 * Math.max(...rows.map(({ share, high }) => Math.max(share, high ?? share)));
  const of = result.skew.whole.expectedCvSquaredReason === null ? 'expected CV²' : 'CV²';
  return {
    type: 'bar',
    data: {
      labels: rows.map(({ name, share }) => `${shortened(name, NAME_WIDTH)}   ${percent(share)}`),
      datasets: [
        {
          label: rows.some(({ low }) => low !== null) ? '95 % interval over runs' : '',
          data: rows.map(
            ({ low, high }): Bar =>
              low === null || high === null ? null : [100 * low, 100 * high],
          ),
          grouped: false,
          backgroundColor: theme.muted,
          barThickness: pt(3),
          order: 1,
        },
        ...kinds.map(({ cause, name, colour }) => ({
          label: name,
          data: rows.map((row): Bar => (row.cause === cause ? 100 * row.share : null)),
          grouped: false,
          backgroundColor: theme.backends[colour] as string,
          barPercentage: 1,
          categoryPercentage: 0.74,
          maxBarThickness: pt(96),
          order: 2,
        })),
      ],
    },
    options: {
      ...options,
      indexAxis: 'y',
      scales: {
        x: percentAxis(`part of ${of}`, top, page),
        y: {
          ...common,
          title: { display: false },
          type: 'category',
          ticks: { ...common.ticks, autoSkip: false },
          grid: { display: false },
        },
      },
    },
  };
}
