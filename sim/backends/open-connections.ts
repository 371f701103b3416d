/** Connections to backends: how many open in each window, and how long they are open. */
import type { Engine } from '../engine/engine.ts';
import type { Recorder } from '../metrics/recorder.ts';

export class OpenConnections {
  readonly #engine: Engine;
  readonly #recorder: Recorder;
  readonly #opened: number;
  readonly #openSeconds: number;
  /** By backend: connections open, and since when their integral is still to be added. */
  readonly #open: Int32Array;
  readonly #since: Float64Array;
  /** Begin of the window being recorded. */
  #windowSince = Number.NEGATIVE_INFINITY;

  constructor(backends: number, engine: Engine, recorder: Recorder) {
    this.#engine = engine;
    this.#recorder = recorder;
    this.#opened = recorder.columns(backends);
    this.#openSeconds = recorder.columns(backends);
    this.#open = new Int32Array(backends);
    this.#since = new Float64Array(backends).fill(engine.now);
  }

  /** Connections open to a backend now. */
  to(backend: number): number {
    return this.#open[backend] as number;
  }

  open(backend: number): void {
    this.#recorder.count(this.#opened + backend);
    this.#pass(backend);
    this.#open[backend] = (this.#open[backend] as number) + 1;
  }

  /** @param at when it closed, if that comes out only now */
  close(backend: number, at = this.#engine.now): void {
    this.#pass(backend);
    this.#open[backend] = (this.#open[backend] as number) - 1;
    const unnoticed = this.#engine.now - Math.max(at, this.#windowSince);
    if (unnoticed > 0) this.#recorder.add(this.#openSeconds + backend, -unnoticed);
  }

  /** Connections that open and close at the same moment. */
  touch(backend: number, count: number): void {
    this.#recorder.add(this.#opened + backend, count);
  }

  /** The window being recorded ends now. */
  closeWindow(): void {
    this.#windowSince = this.#engine.now;
    for (let backend = 0; backend < this.#open.length; backend++) this.#pass(backend);
  }

  measured() {
    const count = this.#open.length;
    return {
      connections: this.#recorder.byWindow(this.#opened, count),
      openSeconds: this.#recorder.byWindow(this.#openSeconds, count),
    };
  }

  #pass(backend: number): void {
    const { now } = this.#engine;
    const span = now - (this.#since[backend] as number);
    if (span <= 0) return;
    this.#since[backend] = now;
    this.#recorder.add(this.#openSeconds + backend, span * (this.#open[backend] as number));
  }
}
