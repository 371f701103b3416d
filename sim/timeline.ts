/** When the events of a scenario happen in one replication, drawn before anything else: they depend on no load. */
import type { Engine } from './engine/engine.ts';
import type { Chosen } from './plugin.ts';
import { drawn } from './random/drawn.ts';
import { samplerOf } from './random/index.ts';
import type { Stream } from './random/stream.ts';
import type { Streams } from './random/streams.ts';
import type { EventSpec, FaultSpec } from './scenario.ts';
import type { Seconds } from './settings.ts';

/** A fault at some backends for a while. */
export interface Strike {
  readonly fault: Chosen;
  /** Names of backends. */
  readonly targets: readonly string[];
  /** Addresses of balancer nodes. */
  readonly nodes: readonly string[];
  readonly from: Seconds;
  /** Infinity: not in this run. */
  readonly to: Seconds;
}

/** One event of the scenario in this replication. */
export interface Occurrence {
  readonly spec: EventSpec;
  readonly at: Seconds;
  /** When it is over; Infinity: not in this run, or it has no end. */
  readonly until: Seconds;
  /** Names of the backends that it strikes; empty: it strikes none. */
  readonly targets: readonly string[];
  /** Addresses of the balancer nodes that it strikes. */
  readonly nodes: readonly string[];
  readonly strikes: readonly Strike[];
  /** Its own stream, from which its times were drawn: what is left to chance while it lasts. */
  readonly stream: Stream;
}

/** What each event does to the world. */
export interface EventHandling {
  /** It happens; where it strikes, only {@link strike} follows. */
  happen(occurrence: Occurrence): void;
  /** @param id tells the strike apart from all others */
  strike(strike: Strike, id: number, occurrence: Occurrence): void;
  recover(strike: Strike, id: number): void;
  /** What happened, and struck no backend, is over. */
  cease(occurrence: Occurrence): void;
}

/** @param end of the run */
export function drawTimeline(
  events: readonly EventSpec[],
  streams: Streams,
  end: Seconds,
): readonly Occurrence[] {
  return events.map((spec) => {
    const stream = streams('fault', spec.name);
    const at = samplerOf(spec.at, stream)();
    const law = 'lasts' in spec ? spec.lasts : null;
    const lasts = law && samplerOf(law, stream)();
    const until = lasts === null ? Number.POSITIVE_INFINITY : at + lasts;
    const none = { targets: [], nodes: [], strikes: [] };
    const struck = spec.verb === 'fault' ? struckBy(spec, { at, until, end }, stream) : none;
    return { spec, at, until, stream, ...struck };
  });
}

function struckBy(
  { fault, targets: all, nodes = [], share, flap }: FaultSpec,
  { at, until, end }: { readonly at: Seconds; readonly until: Seconds; readonly end: Seconds },
  stream: Stream,
): Pick<Occurrence, 'targets' | 'nodes' | 'strikes'> {
  const targets = share === undefined ? all : some(all, share, stream);
  if (!flap) return { targets, nodes, strikes: [{ fault, targets, nodes, from: at, to: until }] };
  const [down, up] = [samplerOf(flap.down, stream), samplerOf(flap.up, stream)];
  const strikes: Strike[] = [];
  for (let from = at; from < Math.min(until, end); ) {
    const to = from + down();
    strikes.push({ fault, targets, nodes, from, to: Math.min(to, until) });
    from = to + up();
  }
  return { targets, nodes, strikes };
}

/** So many of the names, at least one, each set of that size as likely as any other; in the order of all. */
function some(names: readonly string[], share: number, stream: Stream): string[] {
  const chosen = drawn(Math.max(1, Math.round(share * names.length)), names.length, stream);
  return chosen.map((place) => names[place] as string);
}

/** Puts every occurrence on the clock. */
export function scheduleTimeline(
  timeline: readonly Occurrence[],
  engine: Engine,
  handling: EventHandling,
): void {
  const strikes: { readonly strike: Strike; readonly occurrence: Occurrence }[] = [];
  const happens = engine.on('scenario event', (row) =>
    handling.happen(timeline[row] as Occurrence),
  );
  const ceases = engine.on('scenario event', (row) => handling.cease(timeline[row] as Occurrence));
  const begins = engine.on('scenario event', (id) => {
    const { strike, occurrence } = strikes[id] as (typeof strikes)[number];
    handling.strike(strike, id, occurrence);
  });
  const ends = engine.on('scenario event', (id) =>
    handling.recover((strikes[id] as (typeof strikes)[number]).strike, id),
  );
  timeline.forEach((occurrence, row) => {
    if (occurrence.strikes.length === 0) {
      engine.at(occurrence.at, happens, row);
      if (occurrence.until < Number.POSITIVE_INFINITY) engine.at(occurrence.until, ceases, row);
    }
    for (const strike of occurrence.strikes) {
      const id = strikes.push({ strike, occurrence }) - 1;
      engine.at(strike.from, begins, id);
      if (strike.to < Number.POSITIVE_INFINITY) engine.at(strike.to, ends, id);
    }
  });
}
