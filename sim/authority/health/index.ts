/** Puts the health checks of the zones to work: what their checkers decide goes to the edges. */

import type { Partitions } from '../../backends/partitions.ts';
import type { ProbeRanges } from '../../backends/probe-ranges.ts';
import type { Engine } from '../../engine/engine.ts';
import { samplerOf } from '../../random/index.ts';
import type { Streams } from '../../random/streams.ts';
import type { BackendSpec, ZoneSpec } from '../../scenario.ts';
import type { Authority } from '../authority.ts';
import { type Check, Checkers } from './checkers.ts';
import { probing } from './status.ts';

interface Surroundings {
  readonly zones: readonly ZoneSpec[];
  readonly backends: readonly BackendSpec[];
  readonly probes: ProbeRanges;
  readonly partitions: Partitions;
  readonly authority: Authority;
  readonly engine: Engine;
  readonly streams: Streams;
}

/** All that a check draws, phases first, then the lags of each change in turn, comes from its own stream. */
export function startHealthChecks({
  zones,
  backends,
  probes,
  partitions,
  authority,
  engine,
  streams,
}: Surroundings): Checkers {
  const checks = zones.flatMap(({ healthChecks, edges: { healthLag } }) =>
    probing(healthChecks).map((spec) => {
      const stream = streams('health', spec.name);
      const backend = backends.findIndex(({ name }) => name === spec.backend);
      if (backend < 0) throw new RangeError(`health check ${spec.name} has no backend`);
      return {
        spec,
        backend,
        steady: spec.probe === 'instant' || backends[backend]?.server === null,
        uniform: () => stream.uniform(),
        lag: samplerOf(healthLag, stream),
      };
    }),
  );
  const count = checks.reduce((sum, { spec }) => sum + spec.checkers, 0);
  return new Checkers(
    checks,
    probes.open(count),
    engine,
    (row, healthy) => {
      const { spec, backend, lag } = checks[row] as Check & { readonly lag: () => number };
      authority.announce(spec.name, backend, healthy, lag);
    },
    (region, backend) => partitions.isCutOff(region, backend),
  );
}
