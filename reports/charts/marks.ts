/** Vertical lines where something happens, labelled above the plot in as many rows as it takes. */
import { type Page, widthOf } from './page.ts';
import { shortened } from './paper.ts';

export interface Happening {
  /** On the horizontal axis. */
  readonly at: number;
  readonly label: string;
  /** Where there is no room for all labels it goes without. */
  readonly isMinor?: boolean;
}

export interface Mark extends Happening {
  /** Row of its label, from the plot up; null where there is no room for one. */
  readonly row: number | null;
  /** On which side of the line the label is. */
  readonly side: 'left' | 'right';
}

/** What the plugin `marks` draws. */
export interface MarksOptions {
  readonly lines: readonly Mark[];
  readonly colour: string;
  /** Under the labels. */
  readonly background: string;
  readonly font: { readonly family: string; readonly size: number };
  /** Pixels from one row of labels to the next. */
  readonly rowHeight: number;
  readonly lineWidth: number;
}

const ROWS_AT_MOST = 4;
const ROW = 25;
/** What the plot leaves to the vertical axis, and to the right edge. */
const AXIS = 110;
const MARGIN = 34;
const GAP = 14;
/** Characters of a label. */
const LABEL = 32;

export interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * Places labels so that none covers another and no line runs through one: of two that would touch, the
 * earlier stands above. Where that takes too many rows, minor ones go without.
 *
 * @param right pixels beside the plot, over which a label may reach
 */
export function marksOf(
  happenings: readonly Happening[],
  { from, to }: Span,
  page: Page,
  right = 0,
): { readonly marks: MarksOptions; readonly above: number } {
  const plot = page.width - page.pt(AXIS + MARGIN) - right;
  const room = { from, to, plot, edge: plot + right + page.pt(MARGIN) };
  const inside = happenings.filter(({ at }) => at >= from && at <= to).sort((a, b) => a.at - b.at);
  const all = placed(inside, room, page);
  const lines = all.every(({ row }) => row !== null)
    ? all
    : [
        ...placed(
          inside.filter(({ isMinor }) => !isMinor),
          room,
          page,
        ),
        ...inside.filter(({ isMinor }) => isMinor).map(withoutLabel),
      ];
  const rows = Math.max(0, ...lines.map(({ row }) => (row ?? -1) + 1));
  const rowHeight = page.pt(ROW);
  return {
    marks: {
      lines,
      colour: page.theme.event,
      background: page.theme.background,
      font: page.text,
      rowHeight,
      lineWidth: page.pt(1.8),
    },
    above: rows * rowHeight,
  };
}

const withoutLabel = ({ at, label }: Happening): Mark => ({ at, label, row: null, side: 'right' });

interface Room extends Span {
  /** Widths in pixels: of the plot, and to the edge of the page. */
  readonly plot: number;
  readonly edge: number;
}

/** @param happenings ascending */
function placed(
  happenings: readonly Happening[],
  { from, to, plot, edge }: Room,
  page: Page,
): Mark[] {
  const labels: { readonly mark: Mark; readonly begin: number }[] = [];
  for (const { at, label } of happenings.toReversed()) {
    const text = shortened(label, LABEL);
    const width = widthOf(text, page) + page.pt(GAP);
    const x = (plot * (at - from)) / (to - from);
    const side = x + width > edge && x > width ? 'left' : 'right';
    const begin = side === 'right' ? x : x - width;
    const below = labels
      .filter((other) => other.begin < begin + width)
      .map(({ mark: { row } }) => (row ?? ROWS_AT_MOST) + 1);
    const row = Math.max(0, ...below);
    const mark = { at, label: text, row: row < ROWS_AT_MOST ? row : null, side } as const;
    labels.push({ mark, begin });
  }
  return labels.map(({ mark }) => mark).reverse();
}
