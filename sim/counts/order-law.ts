/** Chances by which the hits of one resolver group lead with which address; worked out once for each case. */
import { byName, type Chosen } from '../plugin.ts';
import { orders } from '../resolvers/orders/index.ts';
import type { Lead } from '../resolvers/orders/leads.ts';
import type { Order } from '../resolvers/orders/order.ts';

export class OrderLaw {
  /** Whether each hit is arranged anew, all in turn by a counter, or many alike. */
  readonly kind: 'own' | 'turned' | 'shared';
  readonly #order: Order<unknown>;
  readonly #settings: unknown;
  readonly #plain: (readonly Lead[])[] = [];
  readonly #marked = new Map<string, readonly Lead[]>();

  constructor({ name, settings }: Chosen) {
    this.#order = byName(orders, name);
    this.#settings = settings;
    const isTurned = this.#order.countedPer?.(settings) != null;
    this.kind = isTurned ? 'turned' : this.#order.memoryless ? 'own' : 'shared';
  }

  /** With every place of `count` as good as any other. */
  plain(count: number): readonly Lead[] {
    const known = this.#plain[count] ?? this.#leads(new Uint8Array(count).fill(1));
    this.#plain[count] = known;
    return known;
  }

  /** With only the places marked 1 tried. */
  among(marks: Uint8Array): readonly Lead[] {
    const key = marks.join('');
    const known = this.#marked.get(key) ?? this.#leads(marks);
    this.#marked.set(key, known);
    return known;
  }

  #leads(marks: Uint8Array): readonly Lead[] {
    const leads = this.#order.leads?.(this.#settings, marks);
    if (!leads) throw new RangeError(`the order ${this.#order.name} cannot be counted here`);
    return leads;
  }
}
