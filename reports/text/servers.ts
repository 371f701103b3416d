/** The table of servers: how busy they are, who waits, how long responses take. */
import type { BackendResult } from '../../experiments/result.ts';
import { count, meanOf, percent, significant, span } from '../numbers.ts';
import { inAscii, type TextStyle } from './style.ts';
import { type Column, table } from './table.ts';

const COLUMNS: readonly Column[] = [
  { title: 'server' },
  { title: 'busy', align: 'right' },
  { title: 'waiting', align: 'right' },
  { title: 'most', align: 'right' },
  { title: 'response p50', align: 'right' },
  { title: 'p99', align: 'right' },
  { title: 'turned away', align: 'right' },
];
const LONGEST_NAME = 32;
/** More servers than this are shown as the busiest. */
const SHOWN_AT_MOST = 20;
const BUSIEST = 8;

const time = (seconds: number) => span(Number(significant(seconds).replaceAll(',', '')));

/** Nothing where no backend has a server. @param all whether every one is to be shown, however many */
export function serverTable(
  backends: readonly BackendResult[],
  style: TextStyle,
  all: boolean,
): string[] {
  const servers = backends.filter(({ utilisation }) => utilisation !== null);
  if (servers.length === 0) return [];
  const ranked = [...servers].sort(
    (a, b) => (b.utilisation?.mean ?? 0) - (a.utilisation?.mean ?? 0),
  );
  const isWhole = all || servers.length <= SHOWN_AT_MOST;
  const rows = (isWhole ? servers : ranked.slice(0, BUSIEST)).map(cells);
  const more = isWhole ? [] : [[`… ${servers.length - BUSIEST} less busy`, '', '', '', '', '', '']];
  const write = (cell: string) => (style.unicode ? cell : inAscii(cell));
  return [
    table(
      COLUMNS,
      [...rows, ...more].map((row) => row.map(write)),
    ),
    '',
  ];
}

function cells(backend: BackendResult): string[] {
  const { name, utilisation, queueLength, responseTime, rejected } = backend;
  return [
    name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name,
    meanOf(utilisation, (value) => percent(value)),
    meanOf(queueLength.mean, (value) => significant(value)),
    meanOf(queueLength.max, count),
    meanOf(responseTime?.p50Seconds ?? null, time),
    meanOf(responseTime?.p99Seconds ?? null, time),
    meanOf(rejected, count),
  ];
}
