/** What is counted of a client group. */
import { FAILURES } from '../measurements.ts';
import { Histogram } from '../metrics/histogram.ts';
import type { Recorder } from '../metrics/recorder.ts';

export interface Counters {
  /** Columns of the recorder. */
  readonly columns: Readonly<
    Record<
      | 'made'
      | 'completed'
      | 'attempts'
      | 'attemptsFailed'
      | 'retries'
      | 'lookups'
      | 'cacheHits'
      | 'failures',
      number
    >
  >;
  /** Times of its requests; null: made only of delays that nobody has set. */
  readonly lookupTime: Histogram | null;
  readonly connectTime: Histogram | null;
  readonly totalTime: Histogram | null;
}

/**
 * @param atOnce every request looks up, and every one attempted is completed: they share a column
 * @param takes which times are more than nothing
 */
export function countersOf(
  recorder: Recorder,
  atOnce: boolean,
  takes: Readonly<Record<'lookups' | 'connecting' | 'whole', boolean>>,
): Counters {
  const column = () => recorder.columns(1);
  const [made, attempts] = [column(), column()];
  return {
    columns: {
      made,
      attempts,
      attemptsFailed: column(),
      retries: column(),
      lookups: atOnce ? made : column(),
      completed: atOnce ? attempts : column(),
      cacheHits: column(),
      failures: recorder.columns(FAILURES.length),
    },
    lookupTime: takes.lookups ? new Histogram() : null,
    connectTime: takes.connecting ? new Histogram() : null,
    totalTime: takes.whole ? new Histogram() : null,
  };
}
