/** Clients whose list begins with backends that do not answer: what each one makes of it. */

import type { ClientBehaviour, Scenario } from '../../sim/scenario.ts';
import { simulate } from '../../sim/simulate.ts';
import { fault } from './backends.ts';
import { scenarioOf } from './scenarios.ts';

export interface Dialogue {
  readonly backends?: number;
  /** Backends struck from the beginning, by name, and how. */
  readonly dead?: readonly string[];
  readonly by?: 'crash' | 'blackhole';
  readonly rtt?: number | null;
  readonly clients?: number | null;
  readonly duration?: number;
  /** Seconds between two requests. */
  readonly every?: number;
  /** Where the clients and the backends are. */
  readonly place?: string;
  readonly regions?: readonly string[];
  readonly client?: Partial<ClientBehaviour>;
}

/**
 * A scenario of one request every ten minutes, in the middle of ten, in which web-1 comes first in every answer, web-2
 * second, and so on; and what became of the requests.
 */
export function firstDead(dialogue: Dialogue, change: Partial<Scenario> = {}) {
  const { backends = 3, dead = ['web-1'], by = 'blackhole', clients = null } = dialogue;
  const { every = 600, place = null, regions = [] } = dialogue;
  const rtt = dialogue.rtt === undefined ? 0.1 : dialogue.rtt;
  const plain = scenarioOf({
    duration: dialogue.duration ?? 6000,
    backends,
    clients,
    ttl: 0,
    rate: 1 / every,
    client: dialogue.client ?? {},
  });
  const scenario: Scenario = {
    ...plain,
    start: 'cold',
    zones: plain.zones.map((zone) => ({ ...zone, order: 'fixed' })),
    clients: plain.clients.map((group) => ({
      ...group,
      arrivals: { name: 'regular', settings: 1 / every },
      place,
    })),
    backends: plain.backends.map((backend, i) => ({ ...backend, region: regions[i] ?? null })),
    network: { places: [], rtt: rtt === null ? null : { name: 'constant', settings: rtt } },
    events: dead.length > 0 ? [fault(by, dead)] : [],
    ...change,
  };
  const m = simulate(scenario, 'first dead', 1);
  const [group] = m.clients;
  if (!group) throw new RangeError('no clients');
  const { connectTime, totalTime } = group;
  const mean = (h: typeof totalTime) => (h && h.total > 0 ? h.sum / h.total : Number.NaN);
  return { m, group, connectTime: mean(connectTime), totalTime: mean(totalTime) };
}
