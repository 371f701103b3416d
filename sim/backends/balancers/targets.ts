/** Whom a node of a balancer may choose from, within one group. */
export interface Eligible {
  /** Rows of backends; none: there is no one to choose. */
  readonly backends: Int32Array;
  /** Part of the work that each should get, against the others; above 0, and 1 where nothing is said. */
  readonly weights: Float64Array;
}
