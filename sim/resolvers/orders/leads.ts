/** Which address a response leads with, as chances: what requests that each get an order of their own come down to. */

/** Stored places marked 1, all others 0. */
export type Marks = Uint8Array;

/** With this chance a response leads with `first` among some places, and with `final` among some others. */
export interface Lead {
  readonly first: number;
  readonly final: number;
  readonly chance: number;
}

/** Shows every reachable arrangement of the stored places and its chance. */
export type Arrangements = (see: (places: Int32Array, chance: number) => void) => void;

/** Leads by going through every arrangement. */
export function leadsByListing(first: Marks, final: Marks, arrangements: Arrangements): Lead[] {
  const count = first.length;
  const chances = new Map<number, number>();
  arrangements((places, chance) => {
    const cell = foremost(places, first) * count + foremost(places, final);
    chances.set(cell, (chances.get(cell) ?? 0) + chance);
  });
  return [...chances]
    .map(([cell, chance]) => ({ first: Math.floor(cell / count), final: cell % count, chance }))
    .sort((a, b) => a.first - b.first || a.final - b.final);
}

/** Leads where all places are marked: only which place comes first matters. */
export function leadsOfFirst(chances: ArrayLike<number>): Lead[] {
  return Array.from(chances, (chance, place) => ({ first: place, final: place, chance })).filter(
    ({ chance }) => chance > 0,
  );
}

export function allMarked(...marks: readonly Marks[]): boolean {
  return marks.every((places) => places.every((mark) => mark === 1));
}

function foremost(places: Int32Array, marks: Marks): number {
  for (const place of places) if (marks[place] === 1) return place;
  throw new RangeError('no place is marked');
}
