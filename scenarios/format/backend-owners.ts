import { ipv4, ipv4Number } from '../../sim/settings.ts';
import { child, itemsOf, type Tree, textOf } from './tree.ts';

interface Range {
  readonly from: number;
  readonly to: number;
  readonly name: string;
}

/** Whose an address is, by the backends as written: before anything is known to be right with them. */
export class BackendOwners {
  readonly #single = new Map<string, string>();
  readonly #ranges: Range[] = [];

  constructor(backends: Tree | undefined) {
    for (const backend of itemsOf(backends)) {
      const name = textOf(child(backend, 'name'));
      if (name === undefined) continue;
      const addresses = [child(backend, 'address'), ...itemsOf(child(backend, 'addresses'))];
      for (const address of addresses) this.#add(textOf(address) ?? '', name);
    }
  }

  /** `192.0.2.1`, or `192.0.2.1-192.0.2.40`, whose backends are called `NAME-1` and so on. */
  #add(text: string, name: string): void {
    const [first = '', last, ...rest] = text.split('-').map((part) => part.trim());
    if (last === undefined) this.#single.set(first, name);
    else if (rest.length === 0 && [first, last].every((end) => ipv4.safeParse(end).success))
      this.#ranges.push({ from: ipv4Number(first), to: ipv4Number(last), name });
  }

  ownerOf(address: string): string | undefined {
    const single = this.#single.get(address);
    if (single !== undefined || !ipv4.safeParse(address).success) return single;
    const number = ipv4Number(address);
    const range = this.#ranges.find(({ from, to }) => from <= number && number <= to);
    return range && `${range.name}-${number - range.from + 1}`;
  }
}
