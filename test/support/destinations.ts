/** The destinations of a scenario driven by hand, no clients, and everything they say. */
import { Addresses } from '../../sim/backends/addresses.ts';
import { Backends } from '../../sim/backends/backends.ts';
import { Balancers } from '../../sim/backends/balancers/balancers.ts';
import { nodesOf } from '../../sim/backends/balancers/nodes.ts';
import { Destinations } from '../../sim/backends/destinations.ts';
import { Partitions } from '../../sim/backends/partitions.ts';
import { Outcome } from '../../sim/backends/reception.ts';
import { Ways } from '../../sim/backends/ways.ts';
import { Engine } from '../../sim/engine/engine.ts';
import { Recorder } from '../../sim/metrics/recorder.ts';
import { streamsOf } from '../../sim/random/streams.ts';
import type { BackendSpec, BalancerSpec, FaultSpec } from '../../sim/scenario.ts';
import { chance, type Heard } from './backends.ts';

/** Recorded from 0 to `end` in one window. */
export function destinationsOf(
  backends: readonly BackendSpec[],
  balancers: readonly BalancerSpec[],
  { events = [], end = 200 }: { events?: readonly FaultSpec[]; end?: number } = {},
) {
  const engine = new Engine(0);
  const recorder = new Recorder(0, end, end);
  const streams = streamsOf('destinations', 1);
  const addresses = new Addresses(backends, balancers);
  const pins = nodesOf(balancers).map(({ balancer }) => balancer.layer === 'l4');
  const ways = new Ways(addresses, backends.length, pins);
  const served = new Backends({ backends, events }, engine, recorder, streams);
  const nodes = new Balancers(
    { balancers, backends },
    new Set(),
    served,
    engine,
    recorder,
    streams,
  );
  const destinations = new Destinations(
    ways,
    served,
    nodes,
    new Partitions({ clients: [], network: { places: [], rtt: null } }, ways.destinations),
  );
  const heard: Heard[] = [];
  /** By request in flight: the way it went. */
  const under = new Map<number, number>();
  destinations.onOutcome((request, how) => {
    under.delete(request);
    heard.push([engine.now, 'outcome', request, how]);
  });
  // As clients do: a connection that breaks takes the requests on it along.
  destinations.onLost((row) => {
    heard.push([engine.now, 'lost', row]);
    for (const [request, way] of [...under]) {
      if (!ways.meets(way, row)) continue;
      under.delete(request);
      destinations.giveUp(request);
      heard.push([engine.now, 'outcome', request, Outcome.reset]);
    }
  });
  recorder.open();
  served.closeWindow();
  nodes.closeWindow();
  recorder.nextWindow();
  return {
    engine,
    ways,
    destinations,
    heard,
    /** By address, as text. */
    dial: (address: string, caller = 0) => destinations.dial(addresses.rowOf(address), caller),
    serve(way: number, request: number): void {
      under.set(request, way);
      destinations.serve(way, request, 0.5, 0);
    },
    /** Does something at a time. */
    at(time: number, what: () => void): void {
      engine.at(
        time,
        engine.on('arrival', () => what()),
      );
    },
    strike(event: FaultSpec): void {
      const strike = { ...event, nodes: event.nodes ?? [] };
      served.strike(strike, 0, chance);
      nodes.strike(strike, 0, chance);
    },
    recover(event: FaultSpec): void {
      const strike = { ...event, nodes: event.nodes ?? [] };
      served.recover(strike, 0);
      nodes.recover(strike, 0);
    },
    finish() {
      engine.run(end);
      served.closeWindow();
      nodes.closeWindow();
      const [counts] = nodes.measured();
      return { heard, counts, backends: served.measured() };
    },
  };
}
