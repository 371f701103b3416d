/** Curves that follow events: which part of the requests made some time after one still went to its target. */
import { nodesOf } from '../backends/balancers/nodes.ts';
import type { Engine } from '../engine/engine.ts';
import type { EventCounts } from '../measurements.ts';
import { isOutage } from '../outages.ts';
import type { ChangeBatchSpec, EventSpec, Scenario } from '../scenario.ts';
import type { Seconds } from '../settings.ts';
import type { Occurrence } from '../timeline.ts';
import { curveBins, recordsOf, replacedBy, returnBins } from './curve-bins.ts';
import { EventCurve } from './event-curve.ts';
import type { RecordChanges } from './record-changes.ts';

export class Curves {
  /** Every edge of a bin on the virtual clock, ascending. */
  readonly edges: readonly Seconds[];
  readonly #curves: readonly EventCurve[];
  readonly #runEnd: Seconds;
  /** Starts of the stretches of time over which the same curves count, and those curves. */
  readonly #starts: readonly Seconds[];
  readonly #counting: readonly (readonly EventCurve[])[];
  /** The stretch of the request before. */
  #from: Seconds;
  #to: Seconds;
  #active: readonly EventCurve[] = [];

  constructor(timeline: readonly Occurrence[], changes: RecordChanges, scenario: Scenario) {
    this.#runEnd = scenario.duration;
    this.#curves = timeline.map((occurrence) => curveOf(occurrence, changes, scenario));
    this.edges = distinct(this.#curves.flatMap((curve) => curve.edges()));
    this.#starts = distinct(this.#curves.flatMap(({ from, to }) => [from, to]));
    this.#counting = this.#starts.map((start) =>
      this.#curves.filter(({ from, to }) => from <= start && start < to),
    );
    this.#from = Number.NEGATIVE_INFINITY;
    this.#to = this.#starts[0] ?? Number.POSITIVE_INFINITY;
  }

  /**
   * `count` requests made at `made` went first to a destination, whether or not anything answered there.
   *
   * @param made of several: any moment between the same two edges, best in the middle
   * @param generation state of the records that the answer behind them shows ({@link Followers.generationOf})
   * @param last of several: when the last of them was made
   * @param front who answers at the address: the destination itself, or a node in front of it
   */
  went(
    made: Seconds,
    destination: number,
    generation: number,
    count = 1,
    last = made,
    front = destination,
  ): void {
    if (made < this.#from || made >= this.#to) this.#move(made);
    for (let i = 0; i < this.#active.length; i++)
      (this.#active[i] as EventCurve).went(made, destination, generation, count, last, front);
  }

  /**
   * `count` requests made at `made` failed in the end.
   *
   * @param destination tried last, through or at `front`; −1: none
   * @param at when they failed
   * @param inLookUp whether that was because no resolver could say an address
   */
  failed(
    made: Seconds,
    destination: number,
    count = 1,
    at = made,
    front = destination,
    inLookUp = false,
  ): void {
    // One that was made before an event may fail because of it.
    for (const curve of this.#curves)
      if (made >= curve.from && made < curve.to) {
        curve.failed(made, destination, count, at, front);
        if (inLookUp) curve.failedInLookUp(made, count, at);
      }
  }

  /**
   * Counts, at the end of each bin, the connections open on the targets.
   *
   * @param openTo connections open to a destination now
   */
  sampleConnections(engine: Engine, openTo: (destination: number) => number): void {
    const samples: { readonly curve: EventCurve; readonly bin: number; readonly at: Seconds }[] =
      this.#curves.flatMap((curve) => curve.binEnds().map((at, bin) => ({ curve, bin, at })));
    const sample = engine.on('window close', (row) => {
      const { curve, bin } = samples[row] as (typeof samples)[number];
      curve.sampleOpen(
        bin,
        curve.targets.reduce((sum, destination) => sum + openTo(destination), 0),
      );
    });
    for (const [row, { at }] of samples.entries())
      if (at <= this.#runEnd) engine.at(at, sample, row);
  }

  /** What followed each event, in the order of the timeline. */
  measured(): EventCounts['curve'][] {
    return this.#curves.map((curve) => curve.counts(this.#runEnd));
  }

  /** Rows of the destinations that an event is about. */
  targetsOf(event: number): readonly number[] {
    return (this.#curves[event] as EventCurve).targets;
  }

  #move(made: Seconds): void {
    let stretch = -1;
    while (stretch + 1 < this.#starts.length && (this.#starts[stretch + 1] as number) <= made)
      stretch += 1;
    this.#from = stretch < 0 ? Number.NEGATIVE_INFINITY : (this.#starts[stretch] as number);
    this.#to = this.#starts[stretch + 1] ?? Number.POSITIVE_INFINITY;
    this.#active = this.#counting[stretch] ?? [];
  }
}

function curveOf(
  { spec, at, until, targets, nodes }: Occurrence,
  changes: RecordChanges,
  scenario: Scenario,
): EventCurve {
  const bins = curveBins(spec, scenario);
  return new EventCurve(
    {
      at,
      until,
      targets: targetsOf(spec, [...targets, ...nodes], scenario),
      stale: changes.before(spec),
      bins,
      isOutage: isOutage(spec),
      returnBins: spec.verb === 'fault' ? returnBins(spec, scenario, bins.width) : 0,
    },
    scenario.duration,
  );
}

/** By destination: 1 where an event strikes, adds it, changes a record that names it, or takes one away. */
function targetsOf(event: EventSpec, struck: readonly string[], scenario: Scenario): Uint8Array {
  const named = new Set(recordsOf(event, scenario).flatMap(({ values }) => values));
  const left = event.verb === 'change' ? valuesLeft(event, scenario) : named;
  const nodes = nodesOf(scenario.balancers).map(({ spec: { address } }) => ({
    name: address,
    addresses: [address],
  }));
  return Uint8Array.from([...scenario.backends, ...nodes], ({ name, addresses }) => {
    switch (event.verb) {
      case 'set':
        return addresses.some((address) => named.has(address)) ? 1 : 0;
      case 'change':
        return addresses.some((address) => left.has(address)) ? 1 : 0;
      case 'addBackend':
        return name === event.backend ? 1 : 0;
      case 'register':
      case 'deregister':
        return event.backends.includes(name) ? 1 : 0;
      case 'flush':
      case 'surge':
        return 0;
      case 'fault':
        return struck.includes(name) ? 1 : 0;
      case 'authorityOutage':
      case 'resolverOutage':
        return 0;
    }
  });
}

/** Values of the record sets that a batch deletes or replaces; where it only creates some, of those. */
function valuesLeft({ changes }: ChangeBatchSpec, { zones }: Scenario): ReadonlySet<string> {
  const records = zones.flatMap((zone) => zone.records);
  const old = changes.flatMap(({ action, record }) =>
    action === 'delete' ? [record] : replacedBy(record, records),
  );
  const concerned = old.length > 0 ? old : changes.map(({ record }) => record);
  return new Set(concerned.flatMap(({ values }) => values));
}

function distinct(times: readonly Seconds[]): Seconds[] {
  return [...new Set(times)].sort((a, b) => a - b);
}
