import type { Seconds } from '../settings.ts';

/** One answer's content; the arrays are the caller's, who may have it filled again and again. */
export interface Answer {
  /** Address rows, in the order sent. */
  readonly addresses: Int32Array;
  /** Addresses; 0: a negative answer, or a CNAME. */
  count: number;
  ttl: Seconds;
  /** Record changes of its question that it had seen. */
  generation: number;
  /** The question that a CNAME leads to; −1: it is none. */
  link: number;
  /** Whether it names nodes of a balancer. */
  ofBalancer: boolean;
}

/** @param longest addresses in one answer at most */
export function emptyAnswer(longest: number): Answer {
  return {
    addresses: new Int32Array(longest),
    count: 0,
    ttl: 0,
    generation: 0,
    link: -1,
    ofBalancer: false,
  };
}
