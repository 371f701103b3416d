/** Backends driven by hand: one address each, no clients. */
import { Backends } from '../../sim/backends/backends.ts';
import { Engine } from '../../sim/engine/engine.ts';
import { Recorder } from '../../sim/metrics/recorder.ts';
import { streamsOf } from '../../sim/random/streams.ts';
import type { BackendSpec, EventSpec, FaultSpec, ServerSpec } from '../../sim/scenario.ts';

export const fastServer: ServerSpec = {
  workers: 1,
  service: { name: 'constant', settings: 1 },
  discipline: 'fifo',
  queueLimit: Number.POSITIVE_INFINITY,
  overflow: '503',
  abandoned: 'finish',
  timeout: Number.POSITIVE_INFINITY,
  slowStart: 0,
};

export function backend(
  name: string,
  address: string,
  server: Partial<ServerSpec> | null,
): BackendSpec {
  return {
    name,
    addresses: [address],
    targetShare: null,
    region: null,
    zone: null,
    server: server && { ...fastServer, ...server },
  };
}

export function fault(
  name: string,
  targets: readonly string[],
  settings: unknown = null,
): FaultSpec {
  return {
    name: `${name} ${targets.join(', ')}`,
    verb: 'fault',
    fault: { name, settings },
    targets,
    lasts: null,
    at: { name: 'constant', settings: 0 },
    curve: { bin: null, until: null, at: null },
  };
}

/** What faults draw from when they are struck by hand. */
export const chance = streamsOf('backends', 1)('fault', 'by hand');

/** Heard of a request, a probe or a whole backend. */
export type Heard = readonly [
  at: number,
  what: 'outcome' | 'probe' | 'lost',
  who: number,
  how?: unknown,
];

/** One backend per server, addresses 0, 1, …, and everything they say; recorded from 0 to `end` in one window. */
export function backendsOf(
  servers: readonly (Partial<ServerSpec> | null)[],
  { events = [], end = 100 }: { events?: readonly EventSpec[]; end?: number } = {},
) {
  const engine = new Engine(0);
  const recorder = new Recorder(0, end, end);
  const specs = servers.map((server, i) => backend(`web-${i + 1}`, `192.0.2.${i + 1}`, server));
  const backends = new Backends(
    { backends: specs, events },
    engine,
    recorder,
    streamsOf('backends', 1),
  );
  const heard: Heard[] = [];
  backends.onOutcome((request, how) => heard.push([engine.now, 'outcome', request, how]));
  backends.onProbe((checker, how) => heard.push([engine.now, 'probe', checker, how]));
  backends.onLost((row) => heard.push([engine.now, 'lost', row]));
  recorder.open();
  backends.closeWindow();
  recorder.nextWindow();
  return {
    engine,
    backends,
    heard,
    /** Does something at a time. */
    at(time: number, what: () => void): void {
      engine.at(
        time,
        engine.on('arrival', () => what()),
      );
    },
    /** Runs to the end and returns what was measured, counts by backend. */
    finish() {
      engine.run(end);
      backends.closeWindow();
      const { servers, ...counts } = backends.measured();
      const { responseTimes: _, ...byBackend } = servers ?? { responseTimes: [] };
      return { ...listed(counts), servers: servers && listed(byBackend as typeof servers) };
    },
  };
}

function listed<C extends object>(counts: C) {
  return Object.fromEntries(
    Object.entries(counts).map(([key, values]) => [key, [...values]]),
  ) as Record<keyof C, number[]>;
}
