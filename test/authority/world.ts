/** A zone whose statuses a test says itself, and who asks it. */

import { emptyAnswer } from '../../sim/authority/answer.ts';
import { Authority } from '../../sim/authority/authority.ts';
import { Addresses } from '../../sim/backends/addresses.ts';
import { Engine } from '../../sim/engine/engine.ts';
import { Recorder } from '../../sim/metrics/recorder.ts';
import { streamsOf } from '../../sim/random/streams.ts';
import type { HealthCheckSpec, RecordSpec, ZoneSpec } from '../../sim/scenario.ts';
import { asked, scenarioOf } from '../support/scenarios.ts';
import { plainCheck } from './one-check.ts';

export const [plainZone] = scenarioOf({}).zones as [ZoneSpec];
export const checkOf = (backend: string): HealthCheckSpec => ({
  ...plainCheck,
  name: `${backend} up`,
  backend,
});
/** With a health check for each record set, or for those in the rows. */
export const checked = (
  records: readonly RecordSpec[],
  rows: readonly number[] = [...records.keys()],
) =>
  records.map((record, i) =>
    rows.includes(i) ? { ...record, healthCheck: checkOf(record.setIdentifier).name } : record,
  );
/** One edge, unless said otherwise, and lags of 0; records answer `app.example.com`. */
export function worldOf(
  records: readonly RecordSpec[],
  edges: Partial<ZoneSpec['edges']> = {},
  healthChecks: readonly HealthCheckSpec[] = records.map(({ setIdentifier }) =>
    checkOf(setIdentifier),
  ),
  options: Partial<ZoneSpec> = {},
) {
  const engine = new Engine(0);
  const recorder = new Recorder(0, 1e6, 1e6);
  const addresses = new Addresses(
    records.map(({ setIdentifier, values }, i) => ({
      name: setIdentifier,
      // Of values that several record sets have, the first owns them.
      addresses: values.filter((value) => records.findIndex((r) => r.values.includes(value)) === i),
      targetShare: null,
      region: null,
      zone: null,
      server: null,
    })),
  );
  const zone: ZoneSpec = {
    ...plainZone,
    records,
    healthChecks,
    edges: { ...plainZone.edges, count: 1, ...edges },
    ...options,
  };
  const authority = new Authority(asked([zone]), engine, recorder, addresses);
  recorder.open();
  recorder.nextWindow();
  const stream = streamsOf('statuses', 1)('answer', 'x');
  const lags = streamsOf('statuses', 1)('health', 'x');
  const out = emptyAnswer(authority.longest);
  return {
    engine,
    authority,
    /** Statuses that reach the edges after up to `lag` seconds. */
    say(healthy: boolean, rows: readonly number[], lag = 0) {
      for (const row of rows)
        authority.announce(
          `${records[row]?.setIdentifier} up`,
          row,
          healthy,
          () => lag * lags.uniform(),
        );
      if (lag === 0) engine.run(engine.now + 1e-6);
    },
    ask(count: number) {
      return Array.from({ length: count }, () => {
        authority.ask(0, 0, 0, 0, 0, stream, out);
        return [...out.addresses.slice(0, out.count)];
      });
    },
    intended: () => [
      ...authority.intended(
        Int32Array.from(records, (_, i) => i),
        records.length,
      ),
    ],
    ttl() {
      authority.ask(0, 0, 0, 0, 0, stream, out);
      return out.ttl;
    },
    generation() {
      authority.ask(0, 0, 0, 0, 0, stream, out);
      return out.generation;
    },
  };
}
