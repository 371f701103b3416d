/** Tells the curves which way a request goes first, and so where: perhaps a node has yet to choose. */
import type { RequestId } from './requests.ts';
import type { Tables } from './tables.ts';

/** @param generation state of the records that the answer behind it shows */
export function went(tables: Tables, request: RequestId, way: number, generation: number): void {
  const { curves, requests, destinations } = tables;
  if (curves === null) return;
  if (destinations.isOpenEnded(way)) {
    requests.generation[request] = generation;
    return;
  }
  const { destinationOf, frontOf } = destinations.ways;
  const made = requests.made[request] as number;
  curves.went(made, destinationOf[way] as number, generation, 1, made, frontOf[way]);
}
