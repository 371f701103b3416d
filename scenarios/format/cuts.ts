import type { Path } from './tree.ts';

type Step = Path[number];

/** A place on the way to something that was cut, or where it was. */
class Place {
  isCut = false;
  readonly below = new Map<Step, Place>();

  at(step: Step): Place {
    const known = this.below.get(step);
    if (known) return known;
    const made = new Place();
    this.below.set(step, made);
    return made;
  }
}

/** What was cut out of a tree, by paths into what is left of it. */
export class Cuts {
  readonly #root = new Place();

  /** Whether something was cut at a path, above it or below it. */
  touch(path: Path): boolean {
    let place = this.#root;
    for (const step of path) {
      if (place.isCut) return true;
      const next = place.below.get(step);
      if (!next) return false;
      place = next;
    }
    return place.isCut || place.below.size > 0;
  }

  /** What is cut at once, by paths into the tree as it was before. */
  add(paths: readonly Path[]): void {
    const removed = new Map<Place, Set<number>>();
    const lists: Place[] = [];
    // Deeper lists first: what was cut in them moves with them when an item of a list around them goes.
    for (const path of paths.toSorted((a, b) => b.length - a.length)) {
      const last = path.at(-1);
      const place = path
        .slice(0, typeof last === 'number' ? -1 : undefined)
        .reduce<Place>((at, step) => at.at(step), this.#root);
      if (typeof last !== 'number') {
        place.isCut = true;
        continue;
      }
      const indices = removed.get(place);
      if (indices) indices.add(last);
      else {
        removed.set(place, new Set([last]));
        lists.push(place);
      }
    }
    for (const list of lists) closeUp(list, removed.get(list) as Set<number>);
  }
}

/** Items of a list are gone: what was cut in them is of no interest, what was cut in later ones has moved. */
function closeUp(list: Place, removed: ReadonlySet<number>): void {
  const gone = [...removed].sort((a, b) => a - b);
  const kept = [...list.below].filter(([step]) => typeof step === 'string' || !removed.has(step));
  list.below.clear();
  for (const [step, place] of kept)
    list.below.set(typeof step === 'string' ? step : step - before(gone, step), place);
  list.at('*').isCut = true;
}

/** How many of some ascending numbers are smaller than another. */
function before(ascending: readonly number[], number: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] as number) < number) low = middle + 1;
    else high = middle;
  }
  return low;
}
