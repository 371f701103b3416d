/** Kinds of client by source address: all that sort the scenario's addresses alike are one kind. */
import type { Group } from '../clients/group.ts';

export interface SourceKind {
  /** Tells kinds apart. */
  readonly name: string;
  /** What each address sorts by, by address row; null: the order received is kept. */
  readonly keys: Float64Array | null;
  /** The address of one of them, as a number; 0 when it does not matter. */
  readonly source: number;
}

const PLAIN: SourceKind = { name: '', keys: null, source: 0 };
const ADDRESS_BITS = 32;

/** The kind of one known client. */
export function kindOf(group: Group, client: number, numbers: Float64Array): SourceKind {
  return group.sorts ? kindFrom(group, group.sourceOf(client), numbers) : PLAIN;
}

/**
 * Kinds of new clients, which come from anywhere in the group's subnet. What an address sorts by depends on the
 * leading bits that it shares with the source: sources of one block that no address is in are one kind.
 */
export function newClientKinds(
  group: Group,
  numbers: Float64Array,
): readonly { readonly kind: SourceKind; readonly share: number }[] {
  if (!group.sorts) return [{ kind: PLAIN, share: 1 }];
  const kinds = new Map<string, { kind: SourceKind; share: number }>();
  const end = group.subnet + group.subnetSize;
  const visit = (from: number, size: number): void => {
    if (from >= end || from + size <= group.subnet) return;
    const isWhole = from >= group.subnet && from + size <= end;
    if (size > 1 && (!isWhole || numbers.some((to) => to >= from && to < from + size))) {
      visit(from, size / 2);
      visit(from + size / 2, size / 2);
      return;
    }
    const kind = kindFrom(group, from, numbers);
    const known = kinds.get(kind.name) ?? { kind, share: 0 };
    known.share += group.shareFrom(from, size);
    kinds.set(kind.name, known);
  };
  let whole = 1;
  for (let i = 0; i < ADDRESS_BITS; i++) whole *= 2;
  visit(0, whole);
  return [...kinds.values()];
}

function kindFrom({ preference }: Group, source: number, numbers: Float64Array): SourceKind {
  preference.from(source);
  const keys = numbers.map((_, address) => preference.key(address));
  return { name: keys.join(), keys, source };
}

/** Place of the address that a stable sort by `keys` puts first. */
export function leading(
  keys: Float64Array,
  count: number,
  addressAt: (place: number) => number,
): number {
  let best = 0;
  for (let place = 1; place < count; place++)
    if ((keys[addressAt(place)] as number) < (keys[addressAt(best)] as number)) best = place;
  return best;
}
