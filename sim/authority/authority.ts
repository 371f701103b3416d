/**
 * The hosted zones as Route 53 answers them: from several edges, each with the records that have reached it.
 * Counts every query.
 */
import type { Addresses } from '../backends/addresses.ts';
import type { Engine, EventKind } from '../engine/engine.ts';
import type { Recorder } from '../metrics/recorder.ts';
import { samplerOf } from '../random/index.ts';
import type { Stream } from '../random/stream.ts';
import type { Streams } from '../random/streams.ts';
import type { RecordChangeSpec, RecordSpec, ZoneSpec } from '../scenario.ts';
import type { Seconds } from '../settings.ts';
import { type Answer, GroupVersion } from './record-group.ts';
import { type Found, find } from './zone.ts';

/** Everything the authority knows about one name that is looked up (type A). */
interface Name {
  readonly name: string;
  readonly found: Found;
  readonly versions: GroupVersion[];
  readonly queries: number;
  /** Part of all requests that look this name up. */
  readonly share: number;
}

export class Authority {
  readonly #engine: Engine;
  readonly #recorder: Recorder;
  readonly #addresses: Addresses;
  readonly #names: readonly Name[];
  /** Version at an edge: row = edge × names + name. */
  readonly #atEdge: Int32Array;
  readonly #reachedAt: Float64Array;
  readonly #arrivals: { readonly cell: number; readonly version: number }[] = [];
  readonly #arrived: EventKind;
  readonly #queries: number;
  readonly #first: Float64Array;
  readonly #any: Float64Array;
  #onChange: () => void = () => {};

  /** @param lookups every name looked up, and its part of all requests */
  constructor(
    zones: readonly ZoneSpec[],
    lookups: readonly { readonly name: string; readonly share: number }[],
    engine: Engine,
    recorder: Recorder,
    addresses: Addresses,
  ) {
    this.#engine = engine;
    this.#recorder = recorder;
    this.#addresses = addresses;
    this.#names = lookups.map(({ name, share }) => {
      const found = find(zones, name, 'A');
      const versions =
        found.group.length > 0 ? [new GroupVersion(found.group, found.zone, addresses, 0)] : [];
      return { name, found, versions, share, queries: recorder.columns(1) };
    });
    this.#queries = recorder.columns(1);
    const edges = Math.max(1, ...zones.map((zone) => zone.edges.count));
    this.#atEdge = new Int32Array(edges * lookups.length);
    this.#reachedAt = new Float64Array(edges * lookups.length).fill(Number.NEGATIVE_INFINITY);
    this.#arrived = engine.on('health and edges', (arrival) => this.#reach(arrival));
    this.#first = new Float64Array(lookups.length * addresses.count);
    this.#any = new Float64Array(lookups.length * addresses.count);
  }

  /** Addresses in one answer at most, over all names. */
  get longest(): number {
    return Math.max(
      1,
      ...this.#names.flatMap((name) => name.versions.map((version) => version.longest)),
    );
  }

  /** The version that answers a name at time 0; undefined: a negative answer. */
  initial(name: number): GroupVersion | undefined {
    return this.#names[name]?.versions[0];
  }

  /** TTLs of a name's answers at time 0 and their chances. */
  ttlLaw(name: number): readonly { readonly ttl: Seconds; readonly chance: number }[] {
    const { versions, found } = this.#names[name] as Name;
    return versions[0]?.ttlLaw() ?? [{ ttl: found.zone.negativeTtl, chance: 1 }];
  }

  edgesOf(name: number): ZoneSpec['edges'] {
    return (this.#names[name] as Name).found.zone.edges;
  }

  /**
   * Answers one query at one edge and counts it.
   *
   * @param stream the asker's `answer` stream
   * @param out filled with the answer; for a negative one `count` is 0 and `ttl` the negative TTL
   */
  ask(name: number, edge: number, asker: number, stream: Stream, out: Answer): void {
    const { found, versions, queries } = this.#names[name] as Name;
    this.#recorder.count(this.#queries);
    this.#recorder.count(queries);
    const version = versions[this.#atEdge[edge * this.#names.length + name] as number];
    if (!version) {
      out.count = 0;
      out.generation = 0;
      out.ttl = found.zone.negativeTtl;
      return;
    }
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

  /** Makes a record change, which reaches each edge after its own lag; one edge never sees changes out of order. */
  change(event: RecordChangeSpec, streams: Streams): void {
    const stream = streams('lag', event.name);
    this.#names.forEach((name, row) => {
      const latest = name.versions[name.versions.length - 1];
      if (!latest?.records.some((record) => isTarget(record, event))) return;
      const records = latest.records.map((record) =>
        isTarget(record, event) ? changed(record, event) : record,
      );
      const version =
        name.versions.push(
          new GroupVersion(records, name.found.zone, this.#addresses, latest.generation + 1),
        ) - 1;
      const lag = samplerOf(name.found.zone.edges.recordLag, stream);
      for (let edge = 0; edge < name.found.zone.edges.count; edge++) {
        const cell = edge * this.#names.length + row;
        const at = Math.max(this.#engine.now + lag(), this.#reachedAt[cell] as number);
        this.#reachedAt[cell] = at;
        this.#engine.at(at, this.#arrived, this.#arrivals.push({ cell, version }) - 1);
      }
    });
  }

  /** Calls `listener` whenever a change has reached an edge. */
  onChange(listener: () => void): void {
    this.#onChange = listener;
  }

  #reach(arrival: number): void {
    const { cell, version } = this.#arrivals[arrival] as { cell: number; version: number };
    this.#atEdge[cell] = version;
    this.#onChange();
  }

  /** Intended share of every backend now: the mean over the edges. */
  intended(backendOf: Int32Array, backends: number): Float64Array {
    const byAddress = new Float64Array(this.#addresses.count);
    this.#names.forEach(({ found, versions, share }, row) => {
      const edges = found.zone.edges.count;
      for (let edge = 0; edge < edges; edge++) {
        versions[this.#atEdge[edge * this.#names.length + row] as number]?.intended(
          byAddress,
          share / edges,
        );
      }
    });
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
      byKind: this.#names.map(({ name, found, queries }) => ({
        name,
        type: 'A',
        policy: found.group[0]?.routing ?? 'none',
        code: found.code,
        queries: this.#recorder.total(queries),
      })),
      answers: this.#names.flatMap((name, row) => this.#answersOf(name, row)),
    };
  }

  #answersOf({ name, versions }: Name, row: number) {
    const seen = new Set<number>();
    return versions.flatMap((version) =>
      version.records.flatMap((record) =>
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

function isTarget(record: RecordSpec, { record: target }: RecordChangeSpec): boolean {
  return (
    record.name === target.name &&
    record.type === target.type &&
    (target.setIdentifier === null || record.setIdentifier === target.setIdentifier)
  );
}

function changed(
  record: RecordSpec,
  { change: { weight, ttl, value } }: RecordChangeSpec,
): RecordSpec {
  return {
    ...record,
    ttl: ttl ?? record.ttl,
    values: value === undefined ? record.values : [value],
    settings: weight === undefined ? record.settings : { ...record.settings, weight },
  };
}
