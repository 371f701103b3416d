/** Chances by which the hits of one resolver group lead with which address; worked out once for each case. */
import { byName, type Chosen } from '../plugin.ts';
import { orders } from '../resolvers/orders/index.ts';
import type { Lead, Marks } from '../resolvers/orders/leads.ts';
import type { Order } from '../resolvers/orders/order.ts';

export class OrderLaw {
  readonly #order: Order<unknown>;
  readonly #settings: unknown;
  readonly #plain: (readonly Lead[])[] = [];
  readonly #marked = new Map<string, readonly Lead[]>();

  constructor({ name, settings }: Chosen) {
    this.#order = byName(orders, name);
    this.#settings = settings;
  }

  /** With every place of `count` as good as any other. */
  plain(count: number): readonly Lead[] {
    const known = this.#plain[count];
    if (known) return known;
    const all = new Uint8Array(count).fill(1);
    const leads = this.#leads(all, all);
    this.#plain[count] = leads;
    return leads;
  }

  /** With only the marked places tried at first, and only those in `final` in the end. */
  among(first: Marks, final: Marks): readonly Lead[] {
    const key = `${first.join('')} ${final.join('')}`;
    const known = this.#marked.get(key) ?? this.#leads(first, final);
    this.#marked.set(key, known);
    return known;
  }

  #leads(first: Marks, final: Marks): readonly Lead[] {
    const leads = this.#order.leads?.(this.#settings, first, final);
    if (!leads) throw new RangeError(`the order ${this.#order.name} cannot be counted here`);
    return leads;
  }
}
