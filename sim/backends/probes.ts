/** What health checks' probes meet at backends: their faults, then their servers. */
import type { Stream } from '../random/stream.ts';
import type { EndpointCheckSpec } from '../scenario.ts';
import type { FaultsInForce } from './in-force.ts';
import { ProbeAnswer, Reception } from './reception.ts';
import type { Servers } from './servers.ts';

export type ProbeKind = 'http' | 'tcp';
export type ProbeMode = EndpointCheckSpec['probe'];

interface Surroundings {
  /** What a new connection meets at a backend's server. */
  receptionOf(backend: number): Reception;
  /** Probes draw their work from a stream of the backend's own: they shift no request's. */
  work(backend: number): Stream;
}

export class Probes {
  readonly #faults: FaultsInForce;
  readonly #servers: Servers | null;
  readonly #around: Surroundings;
  readonly #work = new Map<number, Stream>();

  constructor(faults: FaultsInForce, servers: Servers | null, around: Surroundings) {
    this.#faults = faults;
    this.#servers = servers;
    this.#around = around;
  }

  /**
   * `queue`: an HTTP probe is work for a server, and is answered when it has been served; `connect`: a connection is
   * enough, as for any TCP probe; `instant`: only faults matter.
   */
  probe(backend: number, kind: ProbeKind, mode: ProbeMode, checker: number): ProbeAnswer {
    const harm = this.#faults.on(backend);
    if (harm?.probes) return harm.probes[kind];
    const fails = kind === 'http' ? (harm?.fails ?? null) : null;
    const atOnce = () => (fails?.() === true ? ProbeAnswer.fails : ProbeAnswer.passes);
    if (mode === 'instant') return atOnce();
    const servers = this.#servers;
    if (!servers?.has(backend)) return atOnce();
    const reception = this.#around.receptionOf(backend);
    if (reception === Reception.refused) return ProbeAnswer.fails;
    if (reception === Reception.silent) return ProbeAnswer.silent;
    if (mode === 'connect' || kind === 'tcp') return atOnce();
    if (servers.isFull(backend)) return ProbeAnswer.fails;
    servers.takeProbe(backend, checker, this.#workOf(backend).open());
    return ProbeAnswer.later;
  }

  #workOf(backend: number): Stream {
    const known = this.#work.get(backend);
    if (known) return known;
    const stream = this.#around.work(backend);
    this.#work.set(backend, stream);
    return stream;
  }
}
