import { describe, expect, test } from 'vitest';
import { endLabelsOf, spread } from '../../reports/charts/end-labels.ts';
import { charts } from '../../reports/charts/index.ts';
import { marksOf } from '../../reports/charts/marks.ts';
import { pageOf } from '../../reports/charts/page.ts';
import { backendColours } from '../../reports/charts/palette.ts';
import { balanced, lines, shortened } from '../../reports/charts/paper.ts';
import { fileSafe, picturesOf } from '../../reports/charts/pictures.ts';
import { linesAt } from '../../reports/charts/time-axis.ts';

const page = pageOf();

test('a backend keeps its colour, and no two of the first eight share one', () => {
  expect(backendColours(3)).toEqual(backendColours(8).slice(0, 3));
  expect(new Set(backendColours(8)).size).toBe(8);
});

describe('text', () => {
  test('long names keep their ends', () => {
    expect(shortened('web-production-eu-central-1a', 15)).toBe('web-pro…tral-1a');
    expect(shortened('web-1', 15)).toBe('web-1');
  });

  test('titles break between words, into lines of like length', () => {
    expect(lines('one two three', 7)).toEqual(['one two', 'three']);
    expect(lines('a title of some words that stand alone', 34)).toEqual([
      'a title of some words that stand',
      'alone',
    ]);
    expect(balanced('a title of some words that stand alone', 34)).toEqual([
      'a title of some words',
      'that stand alone',
    ]);
  });

  test('grows with the area of the page', () => {
    expect(pageOf({ width: 1200, height: 675 }).text.size).toBe(page.text.size / 2);
    expect(pageOf({ width: 1350, height: 2400 }).text.size).toBe(page.text.size);
  });
});

describe('file names', () => {
  test('of charts are unique and short', () => {
    const names = charts.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z-]+$/);
  });

  test('take what every system takes', () => expect(fileSafe('a:b/c web-1')).toBe('a-b-c-web-1'));

  test('of all pictures are unique, also where events are called alike', () => {
    const names = picturesOf(['crash web-1', 'crash-web-1', 'set']).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('the labels of events', () => {
  const place = (...at: [number, string][]) =>
    marksOf(
      at.map(([x, label]) => ({ at: x, label })),
      { from: 0, to: 3600 },
      page,
    );

  test('stand in one row while there is room', () => {
    const { marks, above } = place([600, 'crash web-2'], [2400, 'set']);
    expect(marks.lines.map(({ row }) => row)).toEqual([0, 0]);
    expect(above).toBe(marks.rowHeight);
  });

  test('rise above those of later events that they would touch', () => {
    const { marks } = place([600, 'crash web-2'], [640, 'detected'], [680, 'gone']);
    expect(marks.lines.map(({ label, row }) => [label, row])).toEqual([
      ['crash web-2', 2],
      ['detected', 1],
      ['gone', 0],
    ]);
  });

  test('turn to the left at the right edge', () => {
    expect(place([3590, 'a long name of an event']).marks.lines[0]?.side).toBe('left');
  });

  test('are left out, their lines kept, when there are too many', () => {
    const many = place(
      ...Array.from({ length: 50 }, (_, i): [number, string] => [i, `event ${i}`]),
    );
    expect(many.marks.lines).toHaveLength(50);
    expect(many.above).toBeLessThanOrEqual(4 * many.marks.rowHeight);
  });

  test('of events outside the measured span are not drawn', () =>
    expect(place([4000, 'late']).marks.lines).toEqual([]));
});

describe('names beside lines', () => {
  test('stay where they are when they do not touch', () =>
    expect(spread([10, 40, 90], 20, 0, 100)).toEqual([10, 40, 90]));

  test('move apart about their middle', () =>
    expect(spread([50, 52, 54], 20, 0, 100)).toEqual([32, 52, 72]));

  test('stay inside, and keep their order', () => {
    expect(spread([1, 2, 98, 99], 10, 0, 100)).toEqual([0, 10, 90, 100]);
    const crowded = spread([0, 5, 12, 50, 51, 52, 53, 99], 10, 0, 100);
    crowded.slice(1).forEach((place, i) => {
      expect(place - (crowded[i] as number)).toBeGreaterThanOrEqual(10 - 1e-9);
    });
  });

  test('have room made for the longest', () => {
    const label = (text: string) => ({ text, colour: '#000000', value: 1 });
    expect(endLabelsOf([], page).right).toBe(0);
    expect(endLabelsOf([label('web-production')], page).right).toBeGreaterThan(
      endLabelsOf([label('web')], page).right,
    );
  });
});

test.each([
  [0, 3600, [0, 600, 1200, 1800, 2400, 3000, 3600]],
  [-48, 1200, [0, 300, 600, 900, 1200]],
  [300, 420, [300, 315, 330, 345, 360, 375, 390, 405, 420]],
  [0, 0.05, [0, 0.01, 0.02, 0.03, 0.04, 0.05]],
])('time from %d s to %d s has lines where people count', (from, to, lines) =>
  expect(linesAt(from, to)).toEqual(lines),
);
