import type { ProbeAnswer } from '../../backends/reception.ts';
import type { EndpointCheckSpec } from '../../scenario.ts';

/** What health checkers see of the backends. */
export interface ProbeTarget {
  /**
   * What a probe sent now meets.
   *
   * @param checker not negative; it has one probe under way at most
   */
  probe(
    backend: number,
    kind: 'http' | 'tcp',
    mode: EndpointCheckSpec['probe'],
    checker: number,
  ): ProbeAnswer;
  /** Who hears what became of probes that had to wait, given up ones excepted. */
  onProbe(listener: (checker: number, passed: boolean) => void): void;
  /** The checker no longer waits. */
  giveUpProbe(checker: number): void;
}
