/** Lets several kinds of checkers probe the same backends: each numbers its own from 0. */
import type { ProbeTarget } from '../authority/health/probe-target.ts';

type Listener = (checker: number, passed: boolean) => void;

export class ProbeRanges {
  readonly #target: ProbeTarget;
  readonly #ranges: { readonly first: number; listener: Listener }[] = [];
  #end = 0;

  constructor(target: ProbeTarget) {
    this.#target = target;
    target.onProbe((checker, passed) => {
      const range = this.#ranges.findLast(({ first }) => first <= checker);
      range?.listener(checker - range.first, passed);
    });
  }

  /** Room for so many checkers more. */
  open(checkers: number): ProbeTarget {
    const target = this.#target;
    const first = this.#end;
    const range = { first, listener: (() => {}) as Listener };
    this.#ranges.push(range);
    this.#end += checkers;
    return {
      probe: (backend, kind, mode, checker) => target.probe(backend, kind, mode, first + checker),
      onProbe: (listener) => {
        range.listener = listener;
      },
      giveUpProbe: (checker) => target.giveUpProbe(first + checker),
    };
  }
}
