/** The table of backends: who gets how much, against what was meant, and a bar to see it by. */
import type { BackendResult } from '../../experiments/result.ts';
import { ABSENT, count, halfWidth, meanOf, percent } from '../numbers.ts';
import { bar } from './bar.ts';
import { inAscii, type TextStyle } from './style.ts';
import { type Column, table } from './table.ts';

const COLUMNS: readonly Column[] = [
  { title: 'backend' },
  { title: 'requests', align: 'right' },
  { title: 'share', align: 'right' },
  { title: '95 %', align: 'left' },
  { title: 'intended', align: 'right' },
];
/** Widths of the columns other than the name, with their gaps. */
const OTHER_COLUMNS = 44;
const BAR = { least: 8, most: 40 } as const;
const LONGEST_NAME = 32;
/** More backends than this are shown as the busiest and the idlest. */
const SHOWN_AT_MOST = 20;
const BUSIEST = 8;
const IDLEST = 4;

/** @param all whether every backend is to be shown, however many */
export function backendTable(
  backends: readonly BackendResult[],
  style: TextStyle,
  all: boolean,
): string {
  const names = backends.map(({ name }) => Math.min(name.length, LONGEST_NAME));
  const room = style.width - OTHER_COLUMNS - Math.max(7, ...names);
  const barWidth = room < BAR.least ? 0 : Math.min(room, BAR.most);
  const top = Math.max(
    ...backends.flatMap((b) => [b.share?.mean ?? 0, b.intendedShare?.mean ?? 0]),
  );
  const write = (cell: string) => (style.unicode ? cell : inAscii(cell));
  const row = (backend: BackendResult) =>
    [...cells(backend), ...(barWidth ? [barOf(backend, top, barWidth)] : [])].map(write);
  const columns = barWidth ? [...COLUMNS, { title: '' }] : COLUMNS;
  if (all || backends.length <= SHOWN_AT_MOST) return table(columns, backends.map(row));
  const ranked = [...backends].sort((a, b) => (b.share?.mean ?? 0) - (a.share?.mean ?? 0));
  const hidden = ranked.slice(BUSIEST, -IDLEST);
  const ends = [
    ...ranked.slice(0, BUSIEST).map(row),
    gap(hidden).map(write),
    ...ranked.slice(-IDLEST).map(row),
  ];
  return table(columns, ends);
}

function cells({ name, requests, share, intendedShare }: BackendResult): string[] {
  const half = halfWidth(share);
  return [
    name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name,
    meanOf(requests, count),
    meanOf(share, (value) => percent(value)),
    half === null ? '' : `± ${percent(half, 2)}`,
    meanOf(intendedShare, (value) => percent(value)),
  ];
}

function barOf({ share, intendedShare }: BackendResult, top: number, width: number): string {
  return share === null ? '' : bar(share.mean, intendedShare?.mean ?? null, top, width);
}

function gap(hidden: readonly BackendResult[]): string[] {
  const least = hidden.at(-1)?.share?.mean;
  const most = hidden[0]?.share?.mean;
  const range =
    least === undefined || most === undefined ? ABSENT : `${percent(least)} to ${percent(most)}`;
  return [`… ${hidden.length} more`, '', '', range];
}
