/** One resolver group made ready for a run: its orders, streams and counters. */
import { familyOf } from '../ip-address.ts';
import { lossOf } from '../losses.ts';
import type { Recorder } from '../metrics/recorder.ts';
import { byName, type Chosen } from '../plugin.ts';
import { constantOf, meanOf, samplerOf } from '../random/index.ts';
import type { Stream } from '../random/stream.ts';
import type { Streams } from '../random/streams.ts';
import type {
  Block,
  NetworkSpec,
  ResolverBehaviour,
  ResolverGroup,
  ServeStale,
} from '../scenario.ts';
import { ipv4Number, type Seconds } from '../settings.ts';
import type { Askers } from './askers.ts';
import { orders } from './orders/index.ts';
import type { Arranger, Order } from './orders/order.ts';
import { asks } from './routes.ts';
import { selects } from './selecting.ts';
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

/** The way to an upstream and back. */
export interface Trip {
  /** How long it takes; 0: no time. */
  readonly draw: () => Seconds;
  /** That, if it is always the same; null otherwise. */
  readonly constant: Seconds | null;
  /** How long it waits for a server that is silent, at first. */
  readonly patience: Seconds;
}

export interface Group {
  /** Among the resolver groups. */
  readonly row: number;
  readonly behaviour: ResolverBehaviour;
  /** How it uses records that have expired; null: not at all. */
  readonly stale: ServeStale | null;
  readonly miss: Rendering;
  readonly hit: Rendering;
  readonly join: Rendering;
  /** Whether any rendering is frozen. */
  readonly freezes: boolean;
  /** Who its members are to those they ask, as {@link Askers} numbers them. */
  readonly asker: number;
  readonly answerStream: Stream;
  readonly pickStream: Stream;
  /** Draws which server is asked while some do not answer. */
  readonly retryStream: Stream;
  /** Draws for how long a server that was silent is not asked again; null: it is asked as before. */
  readonly holdDown: (() => Seconds) | null;
  /** By upstream group + 1 (0: the authority): the way there; null: it is never asked. */
  readonly trips: readonly (Trip | null)[];
  /** Draws whether a message between it and its upstream gets lost; null: none does. */
  readonly loses: (() => boolean) | null;
  /** Whether an answer may take time. */
  readonly delayed: boolean;
  /** Columns of the recorder. */
  readonly queries: number;
  readonly hits: number;
  readonly joins: number;
  readonly upstreamQueries: number;
  /** Of those, made again over TCP. */
  readonly tcpRetries: number;
  /** Answers given from records that had expired. */
  readonly staleAnswers: number;
  /** Queries turned away, by a limit on those who wait or on those of one client. */
  readonly turnedAway: number;
}

/** @param mayFail whether its upstream may be silent, or something further up, or messages to it lost */
export function prepareGroup(
  group: ResolverGroup,
  groups: readonly ResolverGroup[],
  recorder: Recorder,
  streams: Streams,
  mayFail: boolean,
  askers: Askers,
  network: NetworkSpec,
): Group {
  const { behaviour, name } = group;
  const stream = streams('order', name);
  const retryStream = streams('retry', `upstream ${name}`);
  const { holdDown } = behaviour.upstreamRetry;
  const rendering = (chosen: Chosen): Rendering => {
    const order = byName(orders, chosen.name);
    const countedPer = order.countedPer?.(chosen.settings) ?? null;
    return {
      kind: kindOf(order, countedPer, selects(behaviour, askers.differ)),
      arranger: order.prepare(chosen.settings, stream),
      countedPer,
    };
  };
  const miss = rendering(behaviour.orderOnMiss);
  const hit = rendering(behaviour.orderOnHit);
  const join = rendering(behaviour.orderOnJoin);
  const delays = streams('delay', `upstream ${name}`);
  const trip = (upstream: ResolverGroup | null): Trip => {
    const law = group.latency.upstream ?? upstream?.latency.client ?? null;
    return {
      draw: law ? samplerOf(law, delays) : () => 0,
      constant: constantOf(law),
      patience: firstPatience(behaviour.upstreamRetry, law ? meanOf(law) : 0),
    };
  };
  return {
    row: groups.indexOf(group),
    behaviour,
    stale: behaviour.serveStale ?? null,
    // What is replayed on hits is the order in which the miss was answered.
    miss: hit.kind === 'frozen' ? { ...miss, kind: 'frozen' } : miss,
    hit,
    join,
    freezes: hit.kind === 'frozen' || miss.kind === 'frozen' || join.kind === 'frozen',
    asker: askers.rowOf(0, numberOf(group.subnet)),
    answerStream: streams('answer', name),
    pickStream: streams('pick', name),
    retryStream,
    holdDown: holdDown && samplerOf(holdDown, retryStream),
    trips: [null, ...groups].map((other) =>
      other === null || asks(group, other) ? trip(other) : null,
    ),
    loses: lossOf(network, streams('loss', `upstream ${name}`)),
    delayed: mayFail || isDelayed(group, groups),
    queries: recorder.columns(1),
    hits: recorder.columns(1),
    joins: recorder.columns(1),
    upstreamQueries: recorder.columns(1),
    tcpRetries: recorder.columns(1),
    staleAnswers: recorder.columns(1),
    turnedAway: recorder.columns(1),
  };
}

/** The first address of an IPv4 block; −1: unknown. */
function numberOf(block: Block | null): number {
  return block && familyOf(block.address) === 'v4' ? ipv4Number(block.address) : -1;
}

/** Where something is selected from a stored list, each response is a list of its own, unless it is frozen. */
function kindOf(
  order: Order<unknown>,
  countedPer: CountedPer | null,
  selects: boolean,
): Rendering['kind'] {
  if (order.forJoins) return 'same';
  if (order.name === 'filling') return 'frozen';
  if (!order.memoryless && !selects) return 'stored';
  return countedPer === null || selects ? 'own' : 'turned';
}

/** Whether something that a group asks, for any name, is asked over a round trip. */
function isDelayed(group: ResolverGroup, groups: readonly ResolverGroup[]): boolean {
  const reached = new Set([group]);
  for (const at of reached) for (const above of groups) if (asks(at, above)) reached.add(above);
  return [...reached].some(
    (at) => at.latency.upstream !== null || (at !== group && at.latency.client !== null),
  );
}
