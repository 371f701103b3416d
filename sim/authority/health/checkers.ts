/**
 * Endpoint health checks: for each check a number of checkers that probe a backend without knowing of each other.
 * A checker's interval counts from one probe's response to the next one's request, the threshold of probes in a
 * row changes its mind, and the backend is healthy while more than 18 % of them say so (route53.md section 4.1).
 *
 * A checker that says healthy of a backend whose every probe is bound to pass *rests*: its probes would change
 * nothing, so none is scheduled, and only the time of its next one is kept. When a fault begins, whole intervals are
 * added to that time until it is not past. Since a probe that passes without waiting takes no time, this is the very
 * time at which it would have probed next: the law of everything that follows is the same. Where probes wait in a
 * server's queue, or a server may turn them away, no checker rests.
 */
import { ProbeAnswer } from '../../backends/reception.ts';
import type { Engine, EventKind } from '../../engine/engine.ts';
import type { EndpointCheckSpec } from '../../scenario.ts';
import type { Seconds } from '../../settings.ts';
import type { ProbeTarget } from './probe-target.ts';

/** One check, its backend as a row. */
export interface Check {
  readonly spec: EndpointCheckSpec;
  readonly backend: number;
  /** Whether every probe passes at once while the backend has no fault. */
  readonly steady: boolean;
  /** Uniform on [0, 1), for the phases. */
  readonly uniform: () => number;
}

const HEALTHY_ABOVE_PERCENT = 18;

/** What a checker waits for. */
const NOTHING = 0;
const CONNECTION = 1;
const RESPONSE = 2;

export class Checkers {
  readonly #checks: readonly Check[];
  readonly #target: ProbeTarget;
  readonly #engine: Engine;
  readonly #isCutOff: (region: string, backend: number) => boolean;
  readonly #decided: (check: number, healthy: boolean) => void;
  readonly #request: EventKind;
  readonly #timeOut: EventKind;

  /** By check: first checker, one more for the end; how many say healthy; what follows from it. */
  readonly #first: Int32Array;
  readonly #sayHealthy: Int32Array;
  readonly #healthy: Uint8Array;
  /** By check: faults in force at its backend. */
  readonly #faults: Int32Array;

  /** By checker: its check, what it says, probes in a row that say otherwise. */
  readonly #checkOf: Int32Array;
  readonly #says: Uint8Array;
  readonly #contrary: Uint8Array;
  readonly #nextAt: Float64Array;
  readonly #rests: Uint8Array;
  readonly #waitsFor: Uint8Array;
  readonly #waitsUntil: Float64Array;

  /**
   * @param decided hears of every change of a status, when it is decided
   * @param isCutOff whether nothing passes between checkers in a Region and a backend now
   */
  constructor(
    checks: readonly Check[],
    target: ProbeTarget,
    engine: Engine,
    decided: (check: number, healthy: boolean) => void,
    isCutOff: (region: string, backend: number) => boolean = () => false,
  ) {
    this.#checks = checks;
    this.#target = target;
    this.#engine = engine;
    this.#decided = decided;
    this.#isCutOff = isCutOff;
    this.#request = engine.on('health and edges', (checker) => this.#probe(checker));
    this.#timeOut = engine.on('time-out', (checker) => this.#giveUp(checker));
    target.onProbe((checker, passed) => this.#end(checker, passed));
    this.#first = new Int32Array(checks.length + 1);
    for (const [i, { spec }] of checks.entries())
      this.#first[i + 1] = (this.#first[i] as number) + spec.checkers;
    const count = this.#first[checks.length] as number;
    this.#sayHealthy = Int32Array.from(checks, ({ spec }) => spec.checkers);
    this.#healthy = new Uint8Array(checks.length).fill(1);
    this.#faults = new Int32Array(checks.length);
    this.#checkOf = new Int32Array(count);
    this.#says = new Uint8Array(count).fill(1);
    this.#contrary = new Uint8Array(count);
    this.#nextAt = new Float64Array(count);
    this.#rests = new Uint8Array(count);
    this.#waitsFor = new Uint8Array(count);
    this.#waitsUntil = new Float64Array(count);
    for (const check of checks.keys()) this.#begin(check);
  }

  /** Phases uniform over the cycle of a checker whose probes pass, the interval. */
  #begin(check: number): void {
    const { spec, uniform } = this.#checks[check] as Check;
    const end = this.#first[check + 1] as number;
    for (let checker = this.#first[check] as number; checker < end; checker++) {
      this.#checkOf[checker] = check;
      this.#nextAt[checker] = this.#engine.now + spec.interval * uniform();
      this.#goOn(checker);
    }
  }

  /** A fault begins at a backend: its probes may fail from now on. */
  faultBegins(backend: number): void {
    for (const [check, { backend: own }] of this.#checks.entries()) {
      if (own !== backend) continue;
      this.#faults[check] = (this.#faults[check] as number) + 1;
      const end = this.#first[check + 1] as number;
      for (let checker = this.#first[check] as number; checker < end; checker++)
        if (this.#rests[checker] === 1) this.#wake(checker);
    }
  }

  /** A fault ends that had begun. */
  faultEnds(backend: number): void {
    for (const [check, { backend: own }] of this.#checks.entries())
      if (own === backend) this.#faults[check] = (this.#faults[check] as number) - 1;
  }

  /** Its next probe is the first that it would not have sent before now. */
  #wake(checker: number): void {
    const { interval } = this.#specOf(checker);
    const { now } = this.#engine;
    const late = now - (this.#nextAt[checker] as number);
    if (late > 0) {
      let next = (this.#nextAt[checker] as number) + Math.ceil(late / interval) * interval;
      if (next < now) next += interval;
      this.#nextAt[checker] = next;
    }
    this.#rests[checker] = 0;
    this.#engine.at(this.#nextAt[checker] as number, this.#request, checker);
  }

  #specOf(checker: number): EndpointCheckSpec {
    return (this.#checks[this.#checkOf[checker] as number] as Check).spec;
  }

  // -------------------------------------------------------------------------------- one probe

  #probe(checker: number): void {
    const { spec, backend } = this.#checks[this.#checkOf[checker] as number] as Check;
    // A server may answer before `probe` returns.
    this.#waitsFor[checker] = RESPONSE;
    const kind = spec.type === 'tcp' ? 'tcp' : 'http';
    const answer = this.#isCutOff(this.#regionOf(checker), backend)
      ? ProbeAnswer.silent
      : this.#target.probe(backend, kind, spec.probe, checker);
    if (answer === ProbeAnswer.later) {
      if (this.#waitsFor[checker] === RESPONSE) this.#wait(checker, spec.timeouts.response);
    } else if (answer === ProbeAnswer.silent) {
      this.#waitsFor[checker] = CONNECTION;
      this.#wait(checker, spec.timeouts.connect);
    } else this.#end(checker, answer === ProbeAnswer.passes);
  }

  /** Regions are dealt out in turn. */
  #regionOf(checker: number): string {
    const check = this.#checkOf[checker] as number;
    const { regions } = this.#specOf(checker);
    return regions[(checker - (this.#first[check] as number)) % regions.length] as string;
  }

  #wait(checker: number, limit: Seconds): void {
    const until = this.#engine.now + limit;
    this.#waitsUntil[checker] = until;
    this.#engine.at(until, this.#timeOut, checker);
  }

  /** The time-out of a probe; one that has been answered meanwhile left it behind. */
  #giveUp(checker: number): void {
    const waitsFor = this.#waitsFor[checker];
    if (waitsFor === NOTHING || this.#waitsUntil[checker] !== this.#engine.now) return;
    if (waitsFor === RESPONSE) this.#target.giveUpProbe(checker);
    this.#end(checker, false);
  }

  #end(checker: number, passed: boolean): void {
    this.#waitsFor[checker] = NOTHING;
    this.#nextAt[checker] = this.#engine.now + this.#specOf(checker).interval;
    this.#judge(checker, passed);
    this.#goOn(checker);
  }

  #goOn(checker: number): void {
    const check = this.#checkOf[checker] as number;
    const rests =
      (this.#checks[check] as Check).steady &&
      this.#faults[check] === 0 &&
      this.#says[checker] === 1 &&
      this.#contrary[checker] === 0;
    this.#rests[checker] = rests ? 1 : 0;
    if (!rests) this.#engine.at(this.#nextAt[checker] as number, this.#request, checker);
  }

  // -------------------------------------------------------------------------------- what they say

  #judge(checker: number, passed: boolean): void {
    const says = passed ? 1 : 0;
    if (says === this.#says[checker]) {
      this.#contrary[checker] = 0;
      return;
    }
    const contrary = (this.#contrary[checker] as number) + 1;
    this.#contrary[checker] = contrary;
    if (contrary < this.#specOf(checker).failureThreshold) return;
    this.#contrary[checker] = 0;
    this.#says[checker] = says;
    this.#decide(this.#checkOf[checker] as number, passed ? 1 : -1);
  }

  #decide(check: number, change: number): void {
    const sayHealthy = (this.#sayHealthy[check] as number) + change;
    this.#sayHealthy[check] = sayHealthy;
    const { checkers } = (this.#checks[check] as Check).spec;
    const healthy = 100 * sayHealthy > HEALTHY_ABOVE_PERCENT * checkers;
    if (healthy === (this.#healthy[check] === 1)) return;
    this.#healthy[check] = healthy ? 1 : 0;
    this.#decided(check, healthy);
  }
}
