/**
 * Colours that people with any common colour blindness tell apart (Okabe and Ito, "Color Universal
 * Design", 2008). A backend keeps its colour in every chart: it goes by its place in the scenario.
 */

const OKABE_ITO = (seventh: string) => [
  '#0072B2',
  '#E69F00',
  '#009E73',
  '#CC79A7',
  '#56B4E9',
  '#D55E00',
  seventh,
  '#999999',
];
/** Okabe and Ito's yellow; on white it has a contrast of 1.3, so wine (Paul Tol, "Colour Schemes", 2021) stands there. */
const YELLOW = '#F0E442';
const WINE = '#882255';

export interface Theme {
  /** One for each backend, in the scenario's order. */
  readonly backends: readonly string[];
  readonly background: string;
  readonly ink: string;
  readonly muted: string;
  readonly grid: string;
  /** All backends together, where there are too many for one colour each: as bars, their median, and bands about it. */
  readonly crowd: string;
  readonly crowdLine: string;
  readonly crowdMiddle: string;
  readonly crowdOutside: string;
  /** Stands out of a crowd: the first, the second. */
  readonly accents: readonly [string, string];
  /** Darkens the end of a bar over the width of its interval. */
  readonly interval: string;
  /** How strong the interval around a line is, from 0 to 1. */
  readonly bandStrength: number;
  /** An event and what follows from it. */
  readonly event: string;
}

export const LIGHT: Theme = {
  backends: OKABE_ITO(WINE),
  background: '#ffffff',
  ink: '#1a1a1a',
  muted: '#5a5a5a',
  grid: '#e3e3e3',
  crowd: '#56B4E9',
  crowdLine: '#1f6f9f',
  crowdMiddle: '#9fd3f2',
  crowdOutside: '#dceffa',
  accents: ['#D55E00', '#007d5a'],
  interval: 'rgba(0, 60, 110, 0.45)',
  bandStrength: 0.22,
  event: '#5a5a5a',
};

export const DARK: Theme = {
  backends: OKABE_ITO(YELLOW),
  background: '#14171c',
  ink: '#f2f2f2',
  muted: '#b6bac2',
  grid: '#333840',
  crowd: '#56B4E9',
  crowdLine: '#9fd3f2',
  crowdMiddle: '#2c6a8f',
  crowdOutside: '#1d3a4d',
  accents: ['#ff8c3a', '#F0E442'],
  interval: 'rgba(255, 255, 255, 0.45)',
  bandStrength: 0.3,
  event: '#b6bac2',
};

/** As many backends as have a colour of their own. */
export const COLOURS = LIGHT.backends.length;

/** One colour for each of `total` backends, in the scenario's order. */
export function backendColours(total: number, theme: Theme = LIGHT): string[] {
  return Array.from({ length: total }, (_, i) =>
    total <= COLOURS ? (theme.backends[i] as string) : theme.crowd,
  );
}

/** The same colour at part of its strength, for an interval around a line. */
export function faded(colour: string, strength: number): string {
  return `${colour}${Math.round(255 * strength)
    .toString(16)
    .padStart(2, '0')}`;
}
