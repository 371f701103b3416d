/** The findings of scenarios about connections that last. */
import type { Result } from '../../experiments/result.ts';
import { backend, mean, percent } from './words.ts';

export const poolFindings: Readonly<Record<string, (result: Result) => string>> = {
  'grpc-channels': (r) =>
    `the busiest instance carries ${mean(r.skew.whole.peakToMean).toFixed(2)} times its part, whatever the TTL: each channel stays where its one look-up led it, and in the hour DNS is asked ${(3600 * mean(r.authority.queriesPerSecond)).toFixed(0)} times.`,
  newcomer: (r) =>
    `not while they stay busy: half an hour after it has joined it has had ${percent(mean(backend(r, 'api-5').share), 1)} of the requests, though DNS has named it to whoever asked.`,
};
