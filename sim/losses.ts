/**
 * DNS messages over UDP that get lost, one way or the other, each with the same chance and independently. What is sent
 * over TCP is sent again by the kernel: no connection or request of a client is lost here, nor an answer that was too
 * long for UDP.
 */
import type { Stream } from './random/stream.ts';
import type { NetworkSpec } from './scenario.ts';

/** Whether any message may get lost. */
export function isLossy({ network }: { readonly network: NetworkSpec }): boolean {
  return network.loss !== undefined;
}

/** Draws whether a message gets lost; null: none does, and nothing is drawn. */
export function lossOf({ loss }: NetworkSpec, stream: Stream): (() => boolean) | null {
  return loss === undefined ? null : () => stream.uniform() < loss;
}
