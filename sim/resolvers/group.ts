/** One resolver group made ready for a run: its orders, streams and counters. */
import type { Recorder } from '../metrics/recorder.ts';
import { byName, type Chosen } from '../plugin.ts';
import { constantOf, samplerOf } from '../random/index.ts';
import type { Stream } from '../random/stream.ts';
import type { Streams } from '../random/streams.ts';
import type { ResolverBehaviour, ResolverGroup } from '../scenario.ts';
import type { Seconds } from '../settings.ts';
import { orders } from './orders/index.ts';
import type { Arranger } from './orders/order.ts';

/** How a group renders an RRset in one situation. */
export interface Rendering {
  /** The order stored, one frozen per entry, or an order of each response's own. */
  readonly kind: 'stored' | 'frozen' | 'own';
  readonly arranger: Arranger;
}

export interface Group {
  readonly behaviour: ResolverBehaviour;
  readonly miss: Rendering;
  readonly hit: Rendering;
  readonly join: Rendering;
  /** Whether any rendering is frozen. */
  readonly freezes: boolean;
  readonly answerStream: Stream;
  readonly pickStream: Stream;
  /** Draws the round trip to its upstream; null: no delay. */
  readonly roundTrip: (() => Seconds) | null;
  /** The round trip if it is always the same; null otherwise. */
  readonly constantTrip: Seconds | null;
  /** Whether an answer may take time. */
  readonly delayed: boolean;
  /** Columns of the recorder. */
  readonly queries: number;
  readonly hits: number;
  readonly joins: number;
  readonly upstreamQueries: number;
}

export function prepareGroup(
  group: ResolverGroup,
  groups: readonly ResolverGroup[],
  recorder: Recorder,
  streams: Streams,
): Group {
  const { behaviour, name } = group;
  const stream = streams('order', name);
  const rendering = (chosen: Chosen): Rendering => {
    const order = byName(orders, chosen.name);
    const kind = order.memoryless ? 'own' : order.name === 'filling' ? 'frozen' : 'stored';
    return { kind, arranger: order.prepare(chosen.settings, stream) };
  };
  const miss = rendering(behaviour.orderOnMiss);
  const hit = rendering(behaviour.orderOnHit);
  const join = rendering(behaviour.orderOnJoin);
  const law = group.latency.upstream ?? upstreamOf(group, groups)?.latency.client ?? null;
  return {
    behaviour,
    // What is replayed on hits is the order in which the miss was answered.
    miss: hit.kind === 'frozen' ? { kind: 'frozen', arranger: miss.arranger } : miss,
    hit,
    join,
    freezes: hit.kind === 'frozen' || miss.kind === 'frozen' || join.kind === 'frozen',
    answerStream: streams('answer', name),
    pickStream: streams('pick', name),
    roundTrip: law ? samplerOf(law, streams('delay', `upstream ${name}`)) : null,
    constantTrip: constantOf(law),
    delayed: isDelayed(group, groups),
    queries: recorder.columns(1),
    hits: recorder.columns(1),
    joins: recorder.columns(1),
    upstreamQueries: recorder.columns(1),
  };
}

function isDelayed(group: ResolverGroup, groups: readonly ResolverGroup[]): boolean {
  if (group.latency.upstream) return true;
  const upstream = upstreamOf(group, groups);
  return (
    upstream !== undefined && (upstream.latency.client !== null || isDelayed(upstream, groups))
  );
}

function upstreamOf(
  group: ResolverGroup,
  groups: readonly ResolverGroup[],
): ResolverGroup | undefined {
  return groups.find((other) => other.name === group.upstream);
}
