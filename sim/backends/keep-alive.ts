/**
 * How long servers keep connections that their clients would keep on (RFC 9112 section 9.5). A server closes one that
 * has been idle for too long; one that is too old, or has carried enough, it closes after the response. A request sent
 * just before its client hears of the first meets a closed connection, is reset and was not accepted: the keep-alive
 * race. Rows are connections, as their clients number them.
 */
import type { Engine } from '../engine/engine.ts';
import { longerFloat64, longerInt32 } from '../engine/row-pool.ts';
import { meanOf, samplerOf } from '../random/index.ts';
import type { Streams } from '../random/streams.ts';
import type { BackendSpec, KeepAliveSpec, Pool, Scenario } from '../scenario.ts';
import type { Seconds } from '../settings.ts';

const NEVER = Number.POSITIVE_INFINITY;
const NO_LIMITS: KeepAliveSpec = { idle: NEVER, maxAge: null, maxRequests: NEVER };

export class KeepAlives {
  readonly #engine: Engine;
  /** By backend. */
  readonly #limits: readonly KeepAliveSpec[];
  readonly #ages: readonly (() => Seconds)[];
  /** By connection: its destination, requests there now, and requests answered. */
  #destination = new Int32Array(0);
  #held = new Int32Array(0);
  #answered = new Int32Array(0);
  /** When the server closes it, were no other request to come; Infinity while it has one. */
  #closesAt = new Float64Array(0);
  /** From when on it closes with the response. */
  #oldAt = new Float64Array(0);
  /** 1 when a response has said that it is the last. */
  #isOver = new Int32Array(0);

  constructor(backends: readonly BackendSpec[], engine: Engine, streams: Streams) {
    this.#engine = engine;
    this.#limits = backends.map(({ keepAlive }) => keepAlive ?? NO_LIMITS);
    this.#ages = backends.map(({ name, keepAlive }) =>
      keepAlive?.maxAge ? samplerOf(keepAlive.maxAge, streams('keepAlive', name)) : () => NEVER,
    );
  }

  /** Makes room for so many connections. */
  grow(capacity: number): void {
    this.#destination = longerInt32(this.#destination, capacity);
    this.#held = longerInt32(this.#held, capacity);
    this.#answered = longerInt32(this.#answered, capacity);
    this.#closesAt = longerFloat64(this.#closesAt, capacity);
    this.#oldAt = longerFloat64(this.#oldAt, capacity);
    this.#isOver = longerInt32(this.#isOver, capacity);
  }

  /**
   * A connection is open.
   *
   * @param destination a backend, or a node of a balancer, which has no such limits
   * @param requests that it had carried before, at the start of a run
   */
  opened(row: number, destination: number, requests: number): void {
    this.#destination[row] = destination;
    this.#held[row] = 0;
    this.#answered[row] = requests;
    this.#isOver[row] = requests >= this.#limitsOf(row).maxRequests ? 1 : 0;
    this.#closesAt[row] = NEVER;
    this.#oldAt[row] = this.#engine.now + (this.#ages[destination]?.() ?? NEVER);
  }

  /** A request arrives over it; false: at a server that has closed it. */
  arrives(row: number): boolean {
    if ((this.#closesAt[row] as number) <= this.#engine.now) return false;
    this.#held[row] = (this.#held[row] as number) + 1;
    this.#closesAt[row] = NEVER;
    return true;
  }

  /** A response leaves the server. */
  answers(row: number): void {
    const { now } = this.#engine;
    const { idle, maxRequests } = this.#limitsOf(row);
    this.#held[row] = (this.#held[row] as number) - 1;
    this.#answered[row] = (this.#answered[row] as number) + 1;
    if (this.#held[row] === 0) this.#closesAt[row] = now + idle;
    if ((this.#answered[row] as number) >= maxRequests || now >= (this.#oldAt[row] as number))
      this.#isOver[row] = 1;
  }

  /** Whether a response has said that the connection closes. */
  isOver(row: number): boolean {
    return this.#isOver[row] === 1;
  }

  /**
   * The client has no more requests on it from `since` on: when it will hear that the server has closed it. That takes
   * as long as the response did. A connection that has carried nothing yet is not idle: the server waits for a request.
   */
  heardAt(row: number, since: Seconds): Seconds {
    if (this.#answered[row] === 0) return NEVER;
    const { idle } = this.#limitsOf(row);
    if (this.#closesAt[row] === NEVER && this.#held[row] === 0) this.#closesAt[row] = since + idle;
    return since + idle;
  }

  #limitsOf(row: number): KeepAliveSpec {
    return this.#limits[this.#destination[row] as number] ?? NO_LIMITS;
  }
}

/**
 * The limits of a pool where every server has limits of its own: the loosest of these, whichever it leads to. The nodes
 * of an `l7` balancer, where connections end, have none.
 */
export function limitedPool(
  pool: Pool,
  { backends, balancers }: Pick<Scenario, 'backends' | 'balancers'>,
): Pool {
  const limits = backends.map(({ keepAlive }) => keepAlive ?? NO_LIMITS);
  if (balancers.some(({ layer }) => layer === 'l7')) limits.push(NO_LIMITS);
  const ages = limits.flatMap(({ maxAge }) => maxAge ?? []);
  const oldest = ages.length < limits.length ? null : ages.sort((a, b) => meanOf(b) - meanOf(a))[0];
  return {
    ...pool,
    idle: Math.min(pool.idle, Math.max(...limits.map(({ idle }) => idle))),
    maxAge: pool.maxAge ?? oldest ?? null,
    maxRequests: Math.min(pool.maxRequests, Math.max(...limits.map((one) => one.maxRequests))),
  };
}
