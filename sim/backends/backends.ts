/**
 * Backends, by row: what connections, requests and probes meet there. Without a server a backend only counts: it accepts
 * everything and answers at once. A fault, while it is in force, goes before all else (model.md part 9).
 */
import type { Engine } from '../engine/engine.ts';
import type { Recorder } from '../metrics/recorder.ts';
import { byName } from '../plugin.ts';
import type { Stream } from '../random/stream.ts';
import type { Streams } from '../random/streams.ts';
import type { BackendSpec, Scenario } from '../scenario.ts';
import type { Seconds } from '../settings.ts';
import type { Strike } from '../timeline.ts';
import type { Effect } from './faults/fault.ts';
import { faults } from './faults/index.ts';
import { faultsOf } from './faults-of.ts';
import { FaultsInForce } from './in-force.ts';
import { checkerOf, NO_CHECKER, NOBODY } from './jobs.ts';
import { KeepAlives } from './keep-alive.ts';
import { OpenConnections } from './open-connections.ts';
import { type ProbeKind, type ProbeMode, Probes } from './probes.ts';
import { Outcome, type ProbeAnswer, Reception } from './reception.ts';
import { Servers } from './servers.ts';
import { leavesUnanswered, silences } from './silence.ts';

/** What a full queue answers to a new connection: with `503` it is the request that is turned away. */
const WHEN_FULL = {
  '503': Reception.accepted,
  refuse: Reception.refused,
  silent: Reception.silent,
} as const;

export class Backends {
  /** Whether the scenario has neither servers nor faults: then {@link visit} and {@link accept} are all there is. */
  readonly plain: boolean;
  /** Whether some backend needs time for a request, in service or in a queue. */
  readonly areServers: boolean;
  /** Whether some backend may leave a connection unanswered, so that clients wait for a time-out. */
  readonly mayBeSilent: boolean;
  /** When servers close connections kept to them; null: none does. */
  readonly keepAlives: KeepAlives | null;
  readonly #specs: readonly BackendSpec[];
  readonly #recorder: Recorder;
  readonly #faults: FaultsInForce;
  /** Null: no backend has one. */
  readonly #servers: Servers | null;
  readonly #connections: OpenConnections;
  readonly #requests: number;
  readonly #failed: number;
  readonly #probes: Probes;
  /** Owners of lost work who have not heard of it yet. */
  readonly #losing = new Set<number>();
  #outcome: (request: number, outcome: Outcome) => void = () => {};
  #lost: (backend: number) => void = () => {};
  #probed: (checker: number, passed: boolean) => void = () => {};

  constructor(
    { backends, events }: Pick<Scenario, 'backends' | 'events'>,
    engine: Engine,
    recorder: Recorder,
    streams: Streams,
  ) {
    const count = backends.length;
    const hasServer = backends.some(({ server }) => server !== null);
    this.plain = !hasServer && events.every((event) => faultsOf(event).length === 0);
    this.areServers = hasServer;
    this.mayBeSilent = backends.some(leavesUnanswered) || events.some(silences);
    this.keepAlives = backends.some(({ keepAlive }) => keepAlive)
      ? new KeepAlives(backends, engine, streams)
      : null;
    this.#specs = backends;
    this.#recorder = recorder;
    this.#faults = new FaultsInForce(count);
    this.#servers = hasServer
      ? new Servers(backends, engine, recorder, streams, {
          completed: (request, backend) => this.#outcome(request, this.#response(backend)),
          probed: (checker, backend) =>
            this.#probed(checker, this.#faults.on(backend)?.fails?.() !== true),
          requestReset: (request) => this.#outcome(request, Outcome.reset),
          probeReset: (checker) => this.#probed(checker, false),
        })
      : null;
    this.#probes = new Probes(this.#faults, this.#servers, {
      receptionOf: (backend) => this.#receptionOfServer(backend, false),
      work: (backend) => streams('work', (backends[backend] as BackendSpec).name),
    });
    this.#requests = recorder.columns(count);
    this.#failed = recorder.columns(count);
    this.#connections = new OpenConnections(count, engine, recorder);
  }

  /**
   * Who hears what becomes of requests served: at once, before {@link serve} returns, if nothing takes time; never
   * from a silent backend, nor after {@link giveUp}.
   */
  onOutcome(listener: (request: number, outcome: Outcome) => void): void {
    this.#outcome = listener;
  }

  /**
   * Who hears that every open connection to a backend breaks now. Requests that the backend holds are then reset
   * one by one through {@link onOutcome}, but for those that this listener gives up itself.
   */
  onLost(listener: (backend: number) => void): void {
    this.#lost = listener;
  }

  /** Who hears of probes that had to wait. */
  onProbe(listener: (checker: number, passed: boolean) => void): void {
    this.#probed = listener;
  }

  // -------------------------------------------------------------------------------- connections

  /** What one SYN now meets. A full queue that turns it away counts it as rejected. */
  reception(backend: number): Reception {
    const struck = this.#faults.on(backend)?.newConnections ?? Reception.accepted;
    return struck === Reception.accepted ? this.#receptionOfServer(backend, true) : struck;
  }

  /** After how long a connection is told that the host cannot be reached, if it is. */
  unreachableAfter(backend: number): Seconds {
    return this.#faults.on(backend)?.after?.() ?? 0;
  }

  #receptionOfServer(backend: number, counts: boolean): Reception {
    const servers = this.#servers;
    if (!servers?.has(backend) || !servers.isFull(backend)) return Reception.accepted;
    const reception = WHEN_FULL[servers.overflowOf(backend)];
    if (reception !== Reception.accepted && counts) servers.reject(backend);
    return reception;
  }

  /** Whether a fault changes what requests to a backend meet; `keeps`: whether some come over connections kept open. */
  isStruck(backend: number, keeps: boolean): boolean {
    const effect = this.#faults.on(backend);
    if (effect === null) return false;
    const { newConnections, openConnections, fails } = effect;
    return (
      fails !== null ||
      newConnections !== Reception.accepted ||
      openConnections === 'silent' ||
      openConnections === 'reset' ||
      (keeps && openConnections === 'closed')
    );
  }

  /** A connection is open. */
  connected(backend: number): void {
    this.#connections.open(backend);
  }

  /** A connection has closed, on whichever side. @param at when it did, if that comes out only now */
  disconnected(backend: number, at?: Seconds): void {
    this.#connections.close(backend, at);
  }

  /** Connections open to a backend. */
  openTo(backend: number): number {
    return this.#connections.to(backend);
  }

  /** What open connections meet; undefined: no fault. */
  openMeets(backend: number): Effect['openConnections'] | undefined {
    return this.#faults.on(backend)?.openConnections;
  }

  // -------------------------------------------------------------------------------- requests

  /** A plain backend is asked once, or `count` times, each over a connection that opens and closes at the same moment. */
  visit(backend: number, count = 1): void {
    this.#connections.touch(backend, count);
    this.#recorder.add(this.#requests + backend, count);
  }

  /** A request, or `count` of them, arrives at a plain backend and is accepted. */
  accept(backend: number, count = 1): void {
    this.#recorder.add(this.#requests + backend, count);
  }

  /**
   * A request arrives.
   *
   * @param request not negative; it may be served at one backend at a time
   * @param work uniform on (0, 1): which quantile of its law the service takes; below 0: its seconds, negated
   */
  serve(backend: number, request: number, work: number): void {
    const meets = this.openMeets(backend);
    if (meets === 'silent') return;
    if (meets === 'reset') {
      this.#outcome(request, Outcome.reset);
      return;
    }
    const servers = this.#servers;
    if (!servers?.has(backend)) {
      this.#recorder.count(this.#requests + backend);
      this.#outcome(request, this.#response(backend));
    } else if (!servers.isFull(backend)) {
      this.#recorder.count(this.#requests + backend);
      servers.take(backend, request, work);
    } else {
      servers.reject(backend);
      const overflow = servers.overflowOf(backend);
      if (overflow === '503') this.#outcome(request, Outcome.rejected);
      else if (overflow === 'refuse') this.#outcome(request, Outcome.refused);
    }
  }

  /** What a backend that has served a request answers. */
  #response(backend: number): Outcome {
    return this.#faults.on(backend)?.fails?.() === true ? Outcome.error : Outcome.completed;
  }

  /** A request has failed whose last attempt was at `backend`. */
  failed(backend: number): void {
    this.#recorder.count(this.#failed + backend);
  }

  /** Nobody waits for `request` any more. */
  giveUp(request: number): void {
    this.#losing.delete(request);
    this.#servers?.giveUp(request);
  }

  // -------------------------------------------------------------------------------- probes

  /**
   * What a health check's probe of a backend meets now ({@link Probes}).
   *
   * @param checker not negative; it may have one probe waiting
   */
  probe(backend: number, kind: ProbeKind, mode: ProbeMode, checker: number): ProbeAnswer {
    return this.#probes.probe(backend, kind, mode, checker);
  }

  /** The checker no longer waits for its probe. */
  giveUpProbe(checker: number): void {
    this.#servers?.giveUpProbe(checker);
  }

  // -------------------------------------------------------------------------------- faults

  /**
   * A fault begins at its targets.
   *
   * @param id tells it apart from others
   * @param stream draws what is chance in it
   */
  strike({ fault, targets }: Pick<Strike, 'fault' | 'targets'>, id: number, stream: Stream): void {
    const { joins, effect: effectOf } = byName(faults, fault.name);
    const effect = effectOf(fault.settings);
    for (const backend of this.#rowsOf(targets)) {
      this.#faults.begin(backend, id, { effect, joins, stream });
      this.#slow(backend);
      if (effect.openConnections === 'reset') this.#lose(backend, true);
      else if (effect.openConnections === 'silent') this.#lose(backend, false);
    }
  }

  /** A fault that began ends: what it lay over is in force again, or nothing. */
  recover({ fault, targets }: Pick<Strike, 'fault' | 'targets'>, id: number): void {
    const { openConnections } = byName(faults, fault.name).effect(fault.settings);
    for (const backend of this.#rowsOf(targets)) {
      this.#faults.end(backend, id);
      this.#slow(backend);
      const still = this.#faults.on(backend)?.openConnections;
      if (openConnections === 'silent' && still !== 'silent') this.#lost(backend);
      if (openConnections === 'silent' || openConnections === 'reset') this.startCold(backend);
    }
  }

  #slow(backend: number): void {
    this.#servers?.slowBy(backend, this.#faults.on(backend)?.slowness ?? 1);
  }

  /** A backend begins to serve now, cold. */
  startCold(backend: number): void {
    this.#servers?.chill(backend);
  }

  /** All work in hand is lost. @param reset whether those who wait for it hear so, and connections break */
  #lose(backend: number, reset: boolean): void {
    const owners = this.#servers?.has(backend) ? this.#servers.dropAll(backend) : [];
    if (!reset) return;
    for (const owner of owners) this.#losing.add(owner);
    this.#lost(backend);
    for (const owner of owners) {
      if (!this.#losing.delete(owner)) continue;
      if (owner > NOBODY) this.#outcome(owner, Outcome.reset);
      else if (owner < NO_CHECKER) this.#probed(checkerOf(owner), false);
    }
  }

  #rowsOf(targets: readonly string[]): number[] {
    return targets.map((target) => this.#specs.findIndex(({ name }) => name === target));
  }

  // -------------------------------------------------------------------------------- measured

  /** The window being recorded ends now. */
  closeWindow(): void {
    this.#connections.closeWindow();
    this.#servers?.closeWindow();
  }

  measured() {
    const count = this.#specs.length;
    return {
      requests: this.#recorder.byWindow(this.#requests, count),
      failed: this.#recorder.byWindow(this.#failed, count),
      ...this.#connections.measured(),
      servers: this.#servers?.measured() ?? null,
    };
  }
}
