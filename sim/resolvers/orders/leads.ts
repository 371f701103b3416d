/** Which address a response leads with, as chances: what requests that each get an order of their own come down to. */

/** With this chance a response leads with a stored place, among those that count. */
export interface Lead {
  readonly place: number;
  readonly chance: number;
}

/** Stored places that count marked 1, all others 0; at least one counts. */
export type Marks = Uint8Array;

/** Shows every reachable arrangement of the stored places and its chance. */
export type Arrangements = (see: (places: Int32Array, chance: number) => void) => void;

/** Leads by going through every arrangement. */
export function leadsByListing(marks: Marks, arrangements: Arrangements): Lead[] {
  const chances = new Float64Array(marks.length);
  arrangements((places, chance) => {
    const place = places.find((candidate) => marks[candidate] === 1) as number;
    chances[place] = (chances[place] as number) + chance;
  });
  return leadsOf(chances);
}

/** Leads by the chance of each place. */
export function leadsOf(chances: ArrayLike<number>): Lead[] {
  return Array.from(chances, (chance, place) => ({ place, chance })).filter(
    ({ chance }) => chance > 0,
  );
}

export function allMarked(marks: Marks): boolean {
  return marks.every((mark) => mark === 1);
}
