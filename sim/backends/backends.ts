/** Backend servers. Without a service law a backend only counts: it accepts everything and answers at once. */
import type { Recorder } from '../metrics/recorder.ts';

export class Backends {
  readonly #recorder: Recorder;
  readonly #backendOf: Int32Array;
  readonly #requests: number;
  readonly #connections: number;
  readonly #count: number;

  /** @param backendOf backend row by address row */
  constructor(count: number, backendOf: Int32Array, recorder: Recorder) {
    this.#recorder = recorder;
    this.#backendOf = backendOf;
    this.#count = count;
    this.#requests = recorder.columns(count);
    this.#connections = recorder.columns(count);
  }

  /** A connection to `address` is open. */
  connected(address: number): void {
    this.#recorder.count(this.#connections + (this.#backendOf[address] as number));
  }

  /** A request arrives at `address` and is accepted. */
  accept(address: number): void {
    this.#recorder.count(this.#requests + (this.#backendOf[address] as number));
  }

  measured() {
    return {
      requests: this.#recorder.byWindow(this.#requests, this.#count),
      connections: this.#recorder.byWindow(this.#connections, this.#count),
    };
  }
}
