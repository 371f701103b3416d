/**
 * What expected CV² comes from, by client group and resolver group (docs/blame.md). Every pair of requests adds to
 * Σ c₁G² + c₂ΣH² what the two share, and is put down to the nearest thing that makes them share it:
 *
 * - *chance*: a request and itself; what as many independent requests would give;
 * - *kept*: two requests of one look-up, which a client's own cache, list or connection led to one place;
 * - *order*: two look-ups that were given one order, which a resolver had kept;
 * - *content*: two that followed one answer of the authority, in orders of their own.
 *
 * With h requests of a look-up, H of an order and G of an answer that is
 * (c₁+c₂)G + (c₁+c₂)Σ(h²−h) + c₂(ΣH²−Σh²) + c₁(G²−Σh²), which is c₁G² + c₂ΣH² again, where Σh² counts a
 * request that was alone in its look-up as 1. A group's part of a product G·G is G times its own part of G.
 */
import type { CauseCounts } from '../measurements.ts';
import type { Coefficients } from './followers.ts';

export class Causes {
  readonly #resolvers: number;
  readonly #counts: { readonly [kind in keyof CauseCounts]: Float64Array };

  /** @param clients client groups @param resolvers resolver groups */
  constructor(clients: number, resolvers: number) {
    this.#resolvers = resolvers;
    const cells = () => new Float64Array(clients * resolvers);
    this.#counts = {
      requests: cells(),
      chance: cells(),
      kept: cells(),
      order: cells(),
      content: cells(),
    };
  }

  /**
   * Of the `followers` of an answer, so many were of a client group.
   *
   * @param asked the resolver group that had fetched it
   */
  answer(
    { content, choice }: Coefficients,
    client: number,
    asked: number,
    followers: number,
    own: number,
  ): void {
    const cell = client * this.#resolvers + asked;
    this.#add('requests', cell, own);
    this.#add('chance', cell, (content + choice) * own);
    this.#add('content', cell, content * (followers - 1) * own);
  }

  /**
   * Of the `followers` of an order, so many were of a client group.
   *
   * @param keeper the resolver group that had kept it
   */
  order({ choice }: Coefficients, client: number, keeper: number, followers: number, own: number) {
    this.#add('order', client * this.#resolvers + keeper, choice * (followers - 1) * own);
  }

  /** Of what a round of a counter left uneven, a client group's part, and its requests there. */
  round({ choice }: Coefficients, client: number, keeper: number, uneven: number, own: number) {
    this.#add('order', client * this.#resolvers + keeper, uneven - choice * own);
  }

  /**
   * So many requests were of one look-up.
   *
   * @param keeper the resolver group whose order it was; −1: it was in an order of its own
   */
  lookup(
    { content, choice }: Coefficients,
    client: number,
    asked: number,
    keeper: number,
    followers: number,
  ): void {
    const pairs = followers * (followers - 1);
    const cell = client * this.#resolvers + asked;
    this.#add('kept', cell, (content + choice) * pairs);
    this.#add('content', cell, -content * pairs);
    if (keeper >= 0) this.#add('order', client * this.#resolvers + keeper, -choice * pairs);
  }

  counts(): CauseCounts {
    return this.#counts;
  }

  #add(kind: keyof CauseCounts, cell: number, amount: number): void {
    const cells = this.#counts[kind];
    cells[cell] = (cells[cell] as number) + amount;
  }
}
