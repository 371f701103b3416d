/** How full a target would be with one more, against what it should bear; with a weight of 1, one more than it has. */
export function fill(outstanding: number, weight: number): number {
  return (outstanding + 1) / weight;
}
