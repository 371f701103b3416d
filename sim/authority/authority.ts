/**
 * The hosted zones as Route 53 answers them: from several edges, each with the records and health statuses that
 * have reached it. Counts every query.
 */
import type { Addresses } from '../backends/addresses.ts';
import type { Engine } from '../engine/engine.ts';
import type { Recorder } from '../metrics/recorder.ts';
import { samplerOf } from '../random/index.ts';
import type { Stream } from '../random/stream.ts';
import type { Streams } from '../random/streams.ts';
import type { RecordChangeSpec, RecordSpec, ScaleOutSpec, ZoneSpec } from '../scenario.ts';
import type { Seconds } from '../settings.ts';
import { Edges } from './edges.ts';
import { LookedUp } from './looked-up.ts';
import { editedZones } from './record-change.ts';
import type { Answer, GroupVersion } from './record-group.ts';
import type { Found } from './zone.ts';

/** A change of an endpoint check's status: what its checkers find, turned round if it is inverted. */
export interface StatusChange {
  /** The check's name, and the row of the backend that it probes. */
  readonly check: string;
  readonly backend: number;
  readonly healthy: boolean;
  /** When enough checkers had changed their minds, and when the first and the last edge heard. */
  readonly decidedAt: Seconds;
  readonly firstEdgeAt: Seconds;
  readonly lastEdgeAt: Seconds;
}

const CODES = ['NOERROR', 'NODATA', 'NXDOMAIN'] as const satisfies readonly Found['code'][];

export class Authority {
  /** Addresses in one answer at most, over all names and record changes. */
  readonly longest: number;
  readonly #recorder: Recorder;
  readonly #addresses: Addresses;
  readonly #names: readonly LookedUp[];
  readonly #edges: Edges;
  readonly #engine: Engine;
  readonly #statusChanges: StatusChange[] = [];
  /** Names of the checks whose status is the contrary of what their checkers find. */
  readonly #inverted: ReadonlySet<string>;
  #zones: readonly ZoneSpec[];
  readonly #queries: number;
  /** Columns by name, then by code. */
  readonly #queriesByKind: number;
  readonly #first: Float64Array;
  readonly #any: Float64Array;

  /**
   * @param lookups every name looked up, and its part of all requests
   * @param additions record sets that will be created
   */
  constructor(
    zones: readonly ZoneSpec[],
    lookups: readonly { readonly name: string; readonly share: number }[],
    engine: Engine,
    recorder: Recorder,
    addresses: Addresses,
    additions: readonly RecordSpec[] = [],
  ) {
    this.#engine = engine;
    this.#recorder = recorder;
    this.#addresses = addresses;
    this.#zones = zones;
    this.#names = lookups.map(({ name, share }) => new LookedUp(name, share, zones, addresses));
    const checks = zones.flatMap(({ healthChecks }) => healthChecks);
    this.#inverted = new Set(checks.flatMap(({ name, inverted }) => (inverted ? [name] : [])));
    this.#edges = new Edges(
      Math.max(1, ...zones.map((zone) => zone.edges.count)),
      this.#names,
      checks,
      engine,
    );
    this.#queries = recorder.columns(1);
    this.#queriesByKind = recorder.columns(lookups.length * CODES.length);
    this.#first = new Float64Array(lookups.length * addresses.count);
    this.#any = new Float64Array(lookups.length * addresses.count);
    const grown = editedZones(zones, { verb: 'addBackend', records: additions });
    this.longest = Math.max(
      1,
      ...[zones, grown].flatMap((state) =>
        lookups.map(
          ({ name }) =>
            new LookedUp(name, 0, state, addresses).version(0, () => true)?.longest ?? 0,
        ),
      ),
    );
  }

  /** The version that answers a name at time 0; undefined: a negative answer. */
  initial(name: number): GroupVersion | undefined {
    return this.#edges.initial(name);
  }

  /** TTLs of a name's answers at time 0 and their chances. */
  ttlLaw(name: number): readonly { readonly ttl: Seconds; readonly chance: number }[] {
    const [found] = (this.#names[name] as LookedUp).states;
    return this.initial(name)?.ttlLaw() ?? [{ ttl: (found as Found).zone.negativeTtl, chance: 1 }];
  }

  edgesOf(name: number): ZoneSpec['edges'] {
    return (this.#names[name] as LookedUp).edges;
  }

  /** What an edge answers a name from now; undefined: a negative answer. */
  versionAt(edge: number, name: number): GroupVersion | undefined {
    return this.#edges.versionAt(edge, name);
  }

  /** Calls `listener` whenever an edge begins to answer a name from another version. */
  onEdgeChange(listener: (edge: number, name: number) => void): void {
    this.#edges.onChange(listener);
  }

  /**
   * Answers one query at one edge and counts it.
   *
   * @param stream the asker's `answer` stream
   * @param out filled with the answer; for a negative one `count` is 0 and `ttl` the negative TTL
   */
  ask(name: number, edge: number, asker: number, stream: Stream, out: Answer): void {
    this.#recorder.count(this.#queries);
    const version = this.#edges.versionAt(edge, name);
    if (!version) {
      this.#deny(name, this.#edges.generationAt(edge, name), out);
      return;
    }
    this.#recorder.count(this.#queriesByKind + name * CODES.length);
    version.answer(stream, asker, out);
    if (this.#recorder.window < 0) return;
    const row = name * this.#addresses.count;
    const first = row + (out.addresses[0] as number);
    this.#first[first] = (this.#first[first] as number) + 1;
    for (let i = 0; i < out.count; i++) {
      const any = row + (out.addresses[i] as number);
      this.#any[any] = (this.#any[any] as number) + 1;
    }
  }

  #deny(name: number, generation: number, out: Answer): void {
    const { code, zone } = (this.#names[name] as LookedUp).states[generation] as Found;
    this.#recorder.count(this.#queriesByKind + name * CODES.length + CODES.indexOf(code));
    out.count = 0;
    out.generation = generation;
    out.ttl = zone.negativeTtl;
  }

  /** Makes a record change, which reaches each edge of its zone after a lag of its own. */
  change(event: RecordChangeSpec | ScaleOutSpec, streams: Streams): void {
    const before = this.#zones;
    this.#zones = editedZones(before, event);
    const concerned = this.#names.flatMap((name, row) => (name.change(this.#zones) ? [row] : []));
    const stream = streams('lag', event.name);
    for (const [i, { name, edges }] of this.#zones.entries()) {
      if (this.#zones[i] === before[i]) continue;
      const inZone = concerned.filter((row) => (this.#names[row] as LookedUp).zone === name);
      this.#edges.publish(inZone, edges.count, samplerOf(edges.recordLag, stream));
    }
  }

  /**
   * The checkers of a health check have changed their minds.
   *
   * @param healthy what they find; the status is the contrary if the check is inverted
   * @param lag until an edge hears of it, drawn once for each
   */
  announce(check: string, backend: number, healthy: boolean, lag: () => Seconds): void {
    const decidedAt = this.#engine.now;
    const reach = this.#edges.announce(check, healthy, lag);
    this.#statusChanges.push({
      check,
      backend,
      healthy: healthy !== this.#inverted.has(check),
      decidedAt,
      ...reach,
    });
  }

  /** Every change of a status so far, the lead-in's among them; edges may be yet to hear of the last ones. */
  statusChanges(): readonly StatusChange[] {
    return this.#statusChanges;
  }

  /** Intended share of every backend now: the mean over the edges. */
  intended(backendOf: Int32Array, backends: number): Float64Array {
    const byAddress = new Float64Array(this.#addresses.count);
    for (const [row, { edges, share }] of this.#names.entries()) {
      for (let edge = 0; edge < edges.count; edge++)
        this.#edges.versionAt(edge, row)?.intended(byAddress, share / edges.count);
    }
    const shares = new Float64Array(backends);
    byAddress.forEach((share, address) => {
      const backend = backendOf[address] as number;
      shares[backend] = (shares[backend] as number) + share;
    });
    return shares;
  }

  /** What was counted over the measured span. */
  measured() {
    return {
      queries: this.#recorder.byWindow(this.#queries),
      total: this.#recorder.total(this.#queries),
      byKind: this.#names.flatMap((name, row) => this.#kindsOf(name, row)),
      answers: this.#names.flatMap((name, row) => this.#answersOf(name, row)),
    };
  }

  #kindsOf({ name, states }: LookedUp, row: number) {
    return CODES.flatMap((code, i) => {
      const found = states.find((state) => state.code === code);
      if (!found) return [];
      const queries = this.#recorder.total(this.#queriesByKind + row * CODES.length + i);
      return [{ name, type: 'A', policy: found.group[0]?.routing ?? 'none', code, queries }];
    });
  }

  #answersOf({ name, states }: LookedUp, row: number) {
    const seen = new Set<number>();
    return states.flatMap(({ group }) =>
      group.flatMap((record) =>
        record.values.flatMap((value) => {
          const address = this.#addresses.rowOf(value);
          if (seen.has(address)) return [];
          seen.add(address);
          const cell = row * this.#addresses.count + address;
          return [
            {
              name,
              record: record.setIdentifier || record.name,
              value,
              first: this.#first[cell] as number,
              any: this.#any[cell] as number,
            },
          ];
        }),
      ),
    );
  }
}
