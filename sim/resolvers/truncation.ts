/**
 * Answers that do not fit into a UDP message: they come cut off, and are asked for again over TCP (RFC 7766 section 5),
 * which costs a round trip for the connection and one for the question.
 */
import { bytesOfOpt, udpLimit } from '../authority/message-size.ts';
import type { ResponseSizes } from '../authority/response-sizes.ts';
import { isLink, questionOf } from './cache.ts';
import type { ClientSubnets } from './client-subnets.ts';
import type { Group } from './group.ts';
import type { Received } from './received.ts';

const NO_LINK = -1;

export class Truncation {
  readonly #sizes: ResponseSizes;
  readonly #subnets: ClientSubnets;

  constructor(sizes: ResponseSizes, subnets: ClientSubnets) {
    this.#sizes = sizes;
    this.#subnets = subnets;
  }

  /** Whether what has been received would have been cut off. */
  cuts(
    { count, questions, stored, addresses }: Received,
    { behaviour: { ednsBuffer } }: Group,
    subnet: number,
    isFromAuthority: boolean,
  ): boolean {
    const opt = ednsBuffer === 0 ? 0 : bytesOfOpt(this.#subnets.rows[subnet]?.block.prefix ?? null);
    const question = questions[0] as number;
    const held = stored[0] as number;
    const bytes = isFromAuthority
      ? this.#sizes.ofAuthority(question, addresses, isLink(held) ? questionOf(held) : NO_LINK)
      : count === 1
        ? this.#sizes.ofResolver(question, addresses)
        : this.#sizes.ofChain([...questions.subarray(0, count)], addresses);
    return bytes + opt > udpLimit(ednsBuffer);
  }
}
