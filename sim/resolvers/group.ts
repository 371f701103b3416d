/** One resolver group made ready for a run: its orders, streams and counters. */
import type { Recorder } from '../metrics/recorder.ts';
import { byName, type Chosen } from '../plugin.ts';
import { constantOf, meanOf, samplerOf } from '../random/index.ts';
import type { Stream } from '../random/stream.ts';
import type { Streams } from '../random/streams.ts';
import type { ResolverBehaviour, ResolverGroup } from '../scenario.ts';
import type { Seconds } from '../settings.ts';
import { orders } from './orders/index.ts';
import type { Arranger, Order } from './orders/order.ts';
import { firstPatience } from './tries.ts';
import type { CountedPer } from './turns.ts';

/** How a group renders an RRset in one situation. */
export interface Rendering {
  /**
   * The order stored, one frozen per entry, an order of each response's own, the stored one turned by a counter,
   * or for joins the order that the first who waits gets.
   */
  readonly kind: 'stored' | 'frozen' | 'own' | 'turned' | 'same';
  readonly arranger: Arranger;
  /** What its counter belongs to; null: nothing counts. */
  readonly countedPer: CountedPer | null;
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
  /** Draws which server is asked while some do not answer. */
  readonly retryStream: Stream;
  /** How long it waits for a server that is silent, at first. */
  readonly firstPatience: Seconds;
  /** Draws for how long a server that was silent is not asked again; null: it is asked as before. */
  readonly holdDown: (() => Seconds) | null;
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
  /** Of those, made again over TCP. */
  readonly tcpRetries: number;
}

/** @param mayFail whether its upstream may be silent, or something further up */
export function prepareGroup(
  group: ResolverGroup,
  groups: readonly ResolverGroup[],
  recorder: Recorder,
  streams: Streams,
  mayFail: boolean,
): Group {
  const { behaviour, name } = group;
  const stream = streams('order', name);
  const retryStream = streams('retry', `upstream ${name}`);
  const { holdDown } = behaviour.upstreamRetry;
  const rendering = (chosen: Chosen): Rendering => {
    const order = byName(orders, chosen.name);
    const countedPer = order.countedPer?.(chosen.settings) ?? null;
    return {
      kind: kindOf(order, countedPer),
      arranger: order.prepare(chosen.settings, stream),
      countedPer,
    };
  };
  const miss = rendering(behaviour.orderOnMiss);
  const hit = rendering(behaviour.orderOnHit);
  const join = rendering(behaviour.orderOnJoin);
  const law = group.latency.upstream ?? upstreamOf(group, groups)?.latency.client ?? null;
  return {
    behaviour,
    // What is replayed on hits is the order in which the miss was answered.
    miss: hit.kind === 'frozen' ? { ...miss, kind: 'frozen' } : miss,
    hit,
    join,
    freezes: hit.kind === 'frozen' || miss.kind === 'frozen' || join.kind === 'frozen',
    answerStream: streams('answer', name),
    pickStream: streams('pick', name),
    retryStream,
    firstPatience: firstPatience(behaviour.upstreamRetry, law ? meanOf(law) : 0),
    holdDown: holdDown && samplerOf(holdDown, retryStream),
    roundTrip: law ? samplerOf(law, streams('delay', `upstream ${name}`)) : null,
    constantTrip: constantOf(law),
    delayed: mayFail || isDelayed(group, groups),
    queries: recorder.columns(1),
    hits: recorder.columns(1),
    joins: recorder.columns(1),
    upstreamQueries: recorder.columns(1),
    tcpRetries: recorder.columns(1),
  };
}

function kindOf(order: Order<unknown>, countedPer: CountedPer | null): Rendering['kind'] {
  if (order.forJoins) return 'same';
  if (order.name === 'filling') return 'frozen';
  if (!order.memoryless) return 'stored';
  return countedPer === null ? 'own' : 'turned';
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
