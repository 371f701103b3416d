/**
 * Colours that people with any common colour blindness tell apart (Okabe and Ito, "Color Universal
 * Design", 2008). A backend keeps its colour in every chart: it goes by its place in the scenario.
 */

const OKABE_ITO = [
  '#0072B2',
  '#E69F00',
  '#009E73',
  '#CC79A7',
  '#56B4E9',
  '#D55E00',
  '#F0E442',
  '#999999',
];

export const INK = '#1a1a1a';
export const MUTED = '#5a5a5a';
export const GRID = '#e3e3e3';

/** The colour of all backends together, where there are too many for one each. */
export const CROWD = '#56B4E9';

/** One colour for each of `total` backends, in the scenario's order. */
export function backendColours(total: number): string[] {
  return Array.from({ length: total }, (_, i) =>
    total <= OKABE_ITO.length ? (OKABE_ITO[i] as string) : CROWD,
  );
}
