/**
 * Scenario: what the simulator takes. Plain, frozen data, all defaults filled in, profiles merged,
 * times in seconds, TTLs in whole seconds, rates per second, shares from 0 to 1. The scenario
 * reader makes one from YAML; a program may write one by hand.
 */
import type { PriceTable } from './authority/billing/price-table.ts';
import type { EventSpec } from './events.ts';
import type { Chosen } from './plugin.ts';
import type { PerSecond, Seconds } from './settings.ts';

export type * from './events.ts';

/** A random time span: a law of `sim/random` and its settings. */
export type Law = Chosen;

export interface Scenario {
  readonly name: string;
  readonly description: string;
  /** End of the run on the virtual clock, warm-up included; above 0. */
  readonly duration: Seconds;
  /** Measures cover `warmup` ≤ t < `duration`; windows start at `warmup`. */
  readonly warmup: Seconds;
  readonly window: Seconds;
  readonly start: 'stationary' | 'cold';
  /** The hidden run before time 0; `auto` derives it (model.md part 3). */
  readonly leadIn: 'auto' | Seconds;
  /** How far back the choices without an end (pools) may have been made. */
  readonly history: Seconds;
  /** The detail in force; `auto` is resolved by the reader. */
  readonly detail: 'requests' | 'counts';
  readonly skewAgainst: 'intended' | 'equal' | 'capacity';
  readonly zones: readonly ZoneSpec[];
  /** Names in no zone, as other people's authorities answer them. */
  readonly external: readonly ExternalRecord[];
  readonly resolvers: readonly ResolverGroup[];
  readonly clients: readonly ClientGroup[];
  readonly backends: readonly BackendSpec[];
  readonly balancers: readonly BalancerSpec[];
  readonly network: NetworkSpec;
  readonly events: readonly EventSpec[];
  /** What the authority costs. */
  readonly prices: PriceTable;
  /** The population that groups of it were made from; left out: none. */
  readonly population?: string;
}

/** Where something is. What is not known is null, and answers nobody who asks for it. */
export interface Place {
  readonly name: string;
  /** The AWS Region it is in or next to. */
  readonly region: string | null;
  /** Route 53's codes: AF AN AS EU NA OC SA; ISO 3166-1 alpha-2; ISO 3166-2 without the country. */
  readonly continent: string | null;
  readonly country: string | null;
  readonly subdivision: string | null;
  readonly coordinates: Coordinates | null;
}

/** In degrees, north and east positive. */
export interface Coordinates {
  readonly latitude: number;
  readonly longitude: number;
}

/** A block of IPv4 or IPv6 addresses: the first one, as text, and how many leading bits they share. */
export interface Block {
  readonly address: string;
  readonly prefix: number;
}

export interface NetworkSpec {
  /** The scenario's own places; every AWS Region is one besides, by its name. */
  readonly places: readonly Place[];
  /** Round trip between a client and a backend, the same for all or by place; `null`: not modelled, no delay. */
  readonly rtt: Law | BetweenPlaces<Law> | null;
  /** Chance that a DNS message over UDP is lost, each way; left out: none is. */
  readonly loss?: number;
  /** What Route 53 believes to be the round trip between users and an AWS Region; absent: as `rtt`, then by distance. */
  readonly routingLatency?: BetweenPlaces<Seconds>;
}

/** A symmetric table of places; a Region's row is its places' too, unless they have one of their own. */
export interface BetweenPlaces<T> {
  /** Where nothing else is said; `distance`: by the length of the great circle; null: not modelled. */
  readonly default: T | 'distance' | null;
  /** Inside one place or Region; null: as `default`. */
  readonly within: T | null;
  readonly pairs: readonly { readonly places: readonly [string, string]; readonly value: T }[];
}

// ---------------------------------------------------------------------------------- authority

export interface ZoneSpec {
  /** Absolute, lower case, without the trailing dot. */
  readonly name: string;
  /** Whether it answers inside VPCs only: its queries cost nothing, and no client subnet reaches it. */
  readonly isPrivate: boolean;
  readonly records: readonly RecordSpec[];
  /** TTL of negative answers: the lesser of the SOA's TTL and minimum (RFC 2308). */
  readonly negativeTtl: Seconds;
  readonly edges: EdgesSpec;
  /** Options for what Route 53 leaves undocumented (route53.md part 11). */
  readonly healthChecks: readonly HealthCheckSpec[];
  /** Blocks of addresses that IP-based records refer to. */
  readonly cidrCollections: readonly CidrCollection[];
  readonly selection: 'query' | 'sticky';
  readonly order: 'random' | 'fixed';
  readonly mixedTtl: 'min' | 'first' | 'refuse';
  readonly weightedValues: 'all' | 'refuse';
  readonly ecsScope: 'source' | 'zero';
  readonly noAnswer: 'nodata' | 'nxdomain';
  readonly lastResort: 'perLevel' | 'top';
  readonly edgeState: 'own' | 'shared';
  /** Nodes of a balancer in one answer at most, to queries of this zone; left out: 8. */
  readonly elbAnswers?: number;
  /** The balancer whose nodes its records are; left out: it is a hosted zone, or another authority's. */
  readonly balancer?: string;
}

export interface EdgesSpec {
  readonly count: number;
  /** Delay of a record change at one edge, drawn per edge and change. */
  readonly recordLag: Law;
  /** Delay of a health status at one edge, drawn per edge and change. */
  readonly healthLag: Law;
  /** `member`: a resolver shard always asks the same edge; `query`: a fresh one each time. */
  readonly pick: 'member' | 'query';
}

/** One record set of a hosted zone. */
export interface RecordSpec {
  /** Absolute, lower case, without the trailing dot; may begin with `*.`. */
  readonly name: string;
  readonly type: string;
  readonly ttl: Seconds;
  /** A name of the routing policies' list. */
  readonly routing: string;
  /** Empty for `simple`. */
  readonly setIdentifier: string;
  /** As text; IPv4 addresses in dotted decimal for type A. Empty for an alias. */
  readonly values: readonly string[];
  /** Answers with what another name answers; null: with values of its own. */
  readonly alias: AliasTarget | null;
  /** The policy's own settings, e.g. `{ weight: 10 }`. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Name of the health check that decides whether it is answered; null: always healthy. */
  readonly healthCheck: string | null;
}

/** The target of an alias record. */
export interface AliasTarget {
  /** Absolute, lower case, without the trailing dot. */
  readonly target: string;
  readonly evaluateTargetHealth: boolean;
}

/** A record of a name in no zone of the scenario. */
export interface ExternalRecord {
  /** Absolute, lower case, without the trailing dot. */
  readonly name: string;
  readonly type: string;
  readonly ttl: Seconds;
  readonly values: readonly string[];
}

/** Named sets of address blocks (route53.md section 3.7). */
export interface CidrCollection {
  readonly name: string;
  readonly locations: readonly { readonly name: string; readonly blocks: readonly string[] }[];
}

/** A health check (model.md part 7, route53.md section 4). */
export type HealthCheckSpec = EndpointCheckSpec | CalculatedCheckSpec | SettledCheckSpec;

interface CheckOptions {
  readonly name: string;
  /** Whether its status is turned round. */
  readonly inverted: boolean;
  /** Whether it is not performed, and always healthy. */
  readonly disabled: boolean;
}

/** One that nothing in the scenario changes: of an alarm or a routing control, or deleted. */
export interface SettledCheckSpec extends CheckOptions {
  readonly status: 'healthy' | 'unhealthy';
}

/** Healthy while at least `threshold` of other checks are. */
export interface CalculatedCheckSpec extends CheckOptions {
  /** Names of checks that are not calculated themselves. */
  readonly children: readonly string[];
  readonly threshold: number;
}

export interface EndpointCheckSpec extends CheckOptions {
  /** Name of the backend probed. */
  readonly backend: string;
  readonly type: 'http' | 'https' | 'http-str-match' | 'https-str-match' | 'tcp';
  /** From a response to the next request. */
  readonly interval: Seconds;
  /** Probes in a row that change one checker's mind. */
  readonly failureThreshold: number;
  readonly checkers: number;
  /** The AWS Regions that they are in, dealt out in this order. */
  readonly regions: readonly string[];
  readonly timeouts: { readonly connect: Seconds; readonly response: Seconds };
  /** `queue`: a probe is a request like others; `connect`: it needs a listening process; `instant`: it needs a living host. */
  readonly probe: 'queue' | 'connect' | 'instant';
  /** What it is charged for: whether the endpoint is an AWS resource, and whether latency is measured. */
  readonly awsEndpoint: boolean;
  readonly measureLatency: boolean;
}

// ---------------------------------------------------------------------------------- resolvers

export interface ResolverGroup {
  readonly name: string;
  /** The profile it was made from, for reports. */
  readonly profile: string;
  readonly count: number;
  readonly popularity: Popularity;
  /** The name of another group or mix, or `null`: the authority. */
  readonly upstream: string | null;
  /** Whom it asks instead for names within a suffix, the longest one first; left out: `upstream` for all. */
  readonly upstreamBySuffix?: readonly SuffixRoute[];
  /** `same`: member i asks member i modulo the count; `hash`: a fixed member each; `query`: a fresh one each time. */
  readonly upstreamPick: 'same' | 'hash' | 'query';
  /** Round trips to its clients and to its upstream; `null`: not modelled. */
  readonly latency: { readonly client: Law | null; readonly upstream: Law | null };
  /** Name of a place; null: unknown. */
  readonly place: string | null;
  /** The addresses that they ask from; null: unknown. */
  readonly subnet: Block | null;
  readonly behaviour: ResolverBehaviour;
  /** The mix of profiles it is a part of; left out: it is a group by itself. */
  readonly mix?: ResolverMix;
  /** The group whose second level of caches it is, a member behind each of its members; left out: none's. */
  readonly tierOf?: string;
}

/** What the parts of a mix of resolvers have in common; they stand side by side in the list. */
export interface ResolverMix {
  readonly of: string;
  /** Members of all parts; its popularity is theirs together. */
  readonly count: number;
  /** Which members are whose: drawn in each replication, or the most popular those of the first part, and so on. */
  readonly deal: 'random' | 'byRank';
}

/** A second level of caches inside each member of a group. */
export interface Tier {
  readonly shards: number;
  readonly shardPick: 'client' | 'name' | 'query';
  readonly prefetch: Prefetch;
}

export interface SuffixRoute {
  /** Absolute, lower case, without the trailing dot: itself, and every name below it. */
  readonly suffix: string;
  /** Another group's name, or `null`: the authority. */
  readonly upstream: string | null;
}

/** How requests spread over the members of a group, from its most popular member down. */
export type Popularity =
  | { readonly kind: 'uniform' }
  | { readonly kind: 'zipf'; readonly s: number }
  | { readonly kind: 'lognormal'; readonly sigma: number }
  | { readonly kind: 'weights'; readonly weights: readonly number[] };

/** What a resolver profile says, field by field (scenario.md part 3). */
export interface ResolverBehaviour {
  readonly base: 'wire' | 'sorted';
  readonly orderOnMiss: Chosen;
  readonly orderOnHit: Chosen;
  readonly orderOnJoin: Chosen;
  readonly frozenPer: 'entry' | 'queryShape';
  readonly minTtl: Seconds;
  /** Infinity when there is no limit; 0 caches nothing. */
  readonly maxTtl: Seconds;
  readonly negativeTtl: { readonly min: Seconds; readonly max: Seconds };
  readonly ttlClock: 'exact' | 'seconds';
  readonly lastSecond: 'miss' | 'hit';
  readonly ttlPassed: 'exact' | 'floor' | 'ceil';
  readonly prefetch: Prefetch;
  readonly shards: number;
  readonly shardPick: 'client' | 'name' | 'query';
  /** Prefix lengths of the client subnet it forwards (RFC 7871); null: it forwards none. */
  readonly ecs: { readonly v4: number; readonly v6: number } | null;
  /** Bytes of a UDP answer that it says it takes (RFC 6891); 0: it does not speak EDNS. */
  readonly ednsBuffer: number;
  readonly upstreamRetry: UpstreamRetry;
  /** For how long it keeps that a look-up failed (RFC 9520 section 3.2: from 1 s to 5 min). */
  readonly servfailTtl: Seconds;
  /** What it does with records that have expired; left out: nothing. */
  readonly serveStale?: ServeStale;
  /** How many may wait for one query under way; left out: all. */
  readonly joinLimit?: JoinLimit;
  /** Records that each of its caches holds; left out: all. */
  readonly capacity?: number;
  /** Queries that it answers each client; left out: all. */
  readonly rateLimit?: PerSecond;
  /** Addresses that share so many leading bits with the asker come first in a response; 0 or left out: none do. */
  readonly nearFirst?: number;
  /** Whether a response has but one address: that with the shortest round trip from the resolver; of equals, the first. */
  readonly firstOnly?: boolean;
}

/** How many may wait for one query under way (BIND: `clients-per-query`). */
export interface JoinLimit {
  /** At first. */
  readonly start: number;
  /** By how much it grows whenever a query is answered for which someone was turned away; up to `most`. */
  readonly growth: number;
  readonly most: number;
  /** What happens to those who come then. */
  readonly overflow: 'drop' | 'servfail';
}

/** Answers from records that have expired (RFC 8767). */
export interface ServeStale {
  /** For how long after its end a record may be used. */
  readonly window: Seconds;
  /** The TTL that such an answer carries: so many seconds, or no more than the record came with. */
  readonly ttl: { readonly seconds: Seconds; readonly atMostOriginal: boolean };
  /** How long those who ask wait for a fresh record: 0: not at all; Infinity: until it is clear that there is none. */
  readonly patience: Seconds;
  /** For how long after a failure upstream is not asked again, and the stale record answered at once. */
  readonly recheck: Seconds;
}

/** What a resolver does about an upstream that does not answer as usual. */
export interface UpstreamRetry {
  /** How many different servers one look-up tries, in an order that is drawn; at most `NAME_SERVERS`. */
  readonly servers: number;
  /** How long it waits for one of them, the first time round: seconds, or a multiple of the mean round trip, at least `min`. */
  readonly try: Seconds | { readonly rtt: number; readonly min: Seconds };
  /** Each further round waits so many times as long. */
  readonly backoff: number;
  /** When the look-up ends without an answer, from its beginning; Infinity: never. */
  readonly giveUp: Seconds;
  /** What those who wait are told then. */
  readonly lastly: 'servfail' | 'silent';
  /** For how long a server that was silent is not asked again; null: it is not remembered. */
  readonly holdDown: Law | null;
}

export type Prefetch =
  | { readonly kind: 'none' }
  /** A hit with at most `below` s left refreshes, if the original TTL was at least `eligible`. */
  | { readonly kind: 'below'; readonly below: Seconds; readonly eligible: Seconds }
  /** A hit with at most `share` of the original TTL plus `plus` s left refreshes. */
  | {
      readonly kind: 'share';
      readonly share: number;
      readonly plus: Seconds;
      /** How many hits the entry must have had by then, this one included; left out: one is enough. */
      readonly minHits?: number;
    };

// ---------------------------------------------------------------------------------- clients

export interface ClientGroup {
  readonly name: string;
  readonly profile: string;
  /** Number of clients; `null`: every request is a new client. */
  readonly count: number | null;
  /** Resolver groups used and the share of clients of each, of parts of a mix the one expected; shares sum to 1. */
  readonly resolvers: readonly ResolverUse[];
  /** Absolute names looked up (type A) and their shares, which sum to 1. */
  readonly lookup: readonly LookedUpName[];
  readonly arrivals: Arrivals;
  /** How its requests spread over the clients of a member; left out: evenly. */
  readonly activity?: Activity;
  /** What an arrival begins; `null`: one request. */
  readonly session: SessionSpec | null;
  /** First client's address and the prefix length of the block, of their family; `null`: unknown, nothing to sort by. */
  readonly subnet: Block | null;
  /** Further blocks after that one, as large; left out: there is that one alone. */
  readonly subnets?: SubnetSet;
  /** The addresses by which resolvers know them, of either family; null: those of `subnet`. */
  readonly publicSubnet: Block | null;
  /** Name of a place; null: unknown. */
  readonly place: string | null;
  /** Which addresses they look up; `dual`: both, side by side. */
  readonly family: 'v4' | 'v6' | 'dual';
  /** Prefix length of a client's own interface. */
  readonly interfacePrefix: number;
  readonly queryShape: string;
  readonly behaviour: ClientBehaviour;
  /** The mix of profiles it is a part of; left out: it is a group by itself. */
  readonly mix?: ClientMix;
}

/** Blocks of addresses that a group's clients are spread over, one right after the other. */
export interface SubnetSet {
  readonly count: number;
  /** How the clients spread over them, in the order of addresses. */
  readonly popularity: Popularity;
  /** Clients of parts of the same mix that come before in it; left out: none. */
  readonly before?: number;
}

/** A name that clients look up, and its part of their look-ups. */
export interface LookedUpName {
  /** The one that has addresses at the start. */
  readonly name: string;
  readonly share: number;
  /**
   * All that its look-ups ask for in turn until one has addresses, `name` among them (resolv.conf(5): search, ndots).
   * Left out: `name` alone.
   */
  readonly tries?: readonly string[];
}

/** What the parts of a mix of clients have in common; they stand side by side in the list, and ask the same resolvers. */
export interface ClientMix {
  readonly of: string;
  /** Clients of all parts, who is of which drawn in each replication; null: every request is a new client. */
  readonly count: number | null;
}

/** By rank among the clients of a member, from the busiest down, or drawn for each client. */
export type Activity =
  | { readonly kind: 'zipf'; readonly s: number }
  | { readonly kind: 'lognormal'; readonly sigma: number };

/** Whom a part of a client group asks. */
export interface ResolverUse {
  /** The group of the first resolver of their list, and the part of the clients. */
  readonly group: string;
  readonly share: number;
  /**
   * Groups, or whole mixes, of the further ones, in order; one named again is another member of it. Left out: there are
   * none.
   */
  readonly further?: readonly string[];
}

/** An arrival process: the group's, or one like it for each client. */
export interface Arrivals extends Chosen {
  /** Left out where one process of the group is as good. */
  readonly perClient?: true;
}

/** A visit: pages one after another, each some requests at once, with time to read between them. */
export interface SessionSpec {
  /** Pages of a session and requests of a page, as laws of numbers (`random/whole.ts` rounds them). */
  readonly pages: Law;
  readonly hitsPerPage: Law;
  /** From the end of a page's last request to the next page. */
  readonly thinkTime: Law;
  /** Whether all its requests go to the address that the first one found, or each finds its own. */
  readonly lookup: 'perSession' | 'perRequest';
}

/** What a client profile says, field by field (scenario.md part 3). */
export interface ClientBehaviour {
  readonly dns: ClientCache;
  readonly sort: string;
  /** Of clients of both families: whether the sorted list is tried as it is, or a family in turn; left out: as it is. */
  readonly families?: 'sorted' | 'alternate';
  /** How long they wait for the other family once one is known (RFC 8305 section 3); left out: until it is known too. */
  readonly resolutionDelay?: Seconds;
  readonly pick: string;
  readonly connect: Chosen;
  /** Limit for connecting over all addresses; Infinity: none. */
  readonly connectTimeout: Seconds;
  /** Limit for one address: seconds, or a part of the time left (scenario.md part 3). */
  readonly attemptTimeout:
    | Seconds
    | 'share'
    | { readonly share: { readonly atLeast: Seconds } }
    | 'half'
    | 'kernel';
  /** Attempts at one address before the next is tried. */
  readonly sameAddressTries: number;
  /** For how long an address that failed is tried last; 0: it is not remembered. */
  readonly failMemory: Seconds;
  /** Limit for the response, from the sending of the request; Infinity: the kernel's. */
  readonly requestTimeout: Seconds;
  /** How long its stub waits for the resolver; null: as resolv.conf where something can be silent, else for ever. */
  readonly stub: Stub | null;
  readonly retry: Retry | null;
  readonly reresolve: Reresolve;
  readonly pool: Pool | null;
}

/** When new DNS data reaches a client, beyond the life of what its own cache holds. */
export type Reresolve =
  | 'newConnection'
  | 'never'
  | 'ttl'
  /** It holds on to its list until that has failed, and then looks up not sooner than so long after the last time. */
  | { readonly onFailure: Seconds }
  /** It looks up again every so often, whether or not it has requests. */
  | { readonly interval: Seconds };

/** How a client asks its resolvers: it fails after `timeout` × `attempts` × the resolvers of its list. */
export interface Stub {
  /** How long it waits for one before it asks the next, or asks again, or gives up. */
  readonly timeout: Seconds;
  /** How often it goes through its list. */
  readonly attempts: number;
  /** Whom it asks first, and when the others; left out: `ordered`. */
  readonly pick?: StubPick;
}

/**
 * `ordered`: the first of its list, always; `rotate`: each look-up begins one further; `parallel`: all at once;
 * `last-good`: it stays with the one that answered last.
 */
export type StubPick = 'ordered' | 'rotate' | 'parallel' | 'last-good';

/** What makes an attempt fail in a way that may be tried again (model.md part 2). */
export type RetryCause = 'connect' | 'timeout' | 'reset' | '5xx' | 'lookup';

export interface Retry {
  readonly on: readonly RetryCause[];
  /** Attempts in all, the first included. */
  readonly attempts: number;
  readonly backoff: {
    readonly initial: Seconds;
    readonly factor: number;
    readonly max: Seconds;
    /** Part of the delay that is random, from 0 to 1. */
    readonly jitter: number;
  };
  /** Retries allowed as a part of the requests made by the group; Infinity: any number. */
  readonly budget: number;
  /** Same address, the next of the list, or a new look-up. */
  readonly to: 'same' | 'next' | 'lookup';
}

/** A client's own DNS cache; what it may do besides is left out where it does not. */
export type ClientCache =
  | { readonly kind: 'none' }
  /** Kept for the TTL as received. */
  | ({ readonly kind: 'ttl' } & CacheLeeway)
  /** Kept for `seconds` whatever the TTL; Infinity: for ever. */
  | ({ readonly kind: 'fixed'; readonly seconds: Seconds } & CacheLeeway)
  /** Kept for the TTL as received times `scale` plus `plus`, and for `atLeast` if that is longer. */
  | ({
      readonly kind: 'scaled';
      readonly scale: number;
      readonly plus: Seconds;
      readonly atLeast: Seconds;
    } & CacheLeeway);

export interface CacheLeeway {
  /** For so long after its end an answer is still given, while one refresh is made. */
  readonly grace?: Seconds;
  /** For so long it is kept that a name has no address. */
  readonly negative?: Seconds;
  /** Further caches, each asked by the one before it; an answer's TTL is what is left of its life there. */
  readonly behind?: readonly ClientCache[];
}

export interface Pool {
  /** An idle connection closes after this; Infinity: never. */
  readonly idle: Seconds;
  /** How old it may get: closed then, or once its requests are over; null: any age. */
  readonly maxAge: Law | null;
  /** Requests that one carries before it closes; Infinity: any number. */
  readonly maxRequests: number;
  /** Connections a client holds at most, those being opened included; Infinity: no limit. */
  readonly maxConns: number;
  /** Requests that one carries at once. */
  readonly streams: number;
  /** Which open connection is used: the one used last, or the one used longest ago. */
  readonly reuse: 'lifo' | 'fifo';
  /** Connections that a client opens at the start, and again whenever it has fewer; left out: none. */
  readonly alwaysOn?: number;
}

// ---------------------------------------------------------------------------------- backends

export interface BackendSpec {
  readonly name: string;
  readonly addresses: readonly string[];
  /** Overrides the intended share; `null`: as the records say. */
  readonly targetShare: number | null;
  /** AWS Region and availability zone it is in; null: unknown. */
  readonly region: string | null;
  readonly zone: string | null;
  /** How it works; null: it only counts, accepts everything and answers at once. */
  readonly server: ServerSpec | null;
  /** When it closes connections that its clients keep; left out: it never does. */
  readonly keepAlive?: KeepAliveSpec;
}

/** Limits of a server for the connections kept to it. */
export interface KeepAliveSpec {
  /** One without a request for so long is closed; Infinity: never. */
  readonly idle: Seconds;
  /** One older than this, drawn for each, is closed after the response; null: any age. */
  readonly maxAge: Law | null;
  /** One that has carried so many requests is closed after the response; Infinity: any number. */
  readonly maxRequests: number;
}

export interface ServerSpec {
  /** Requests served at once; at least 1. */
  readonly workers: number;
  /** Time a worker needs for one request. */
  readonly service: Law;
  /** A name of the disciplines' list: who of those that wait is next, or whether all share the workers. */
  readonly discipline: string;
  /** Requests that may wait; Infinity: any number. */
  readonly queueLimit: number;
  /** What a request meets that finds the queue full. */
  readonly overflow: '503' | 'refuse' | 'silent';
  /** Whether work that its client has given up is finished (and wasted) or dropped. */
  readonly abandoned: 'finish' | 'cancel';
  /** A request that has been there for so long is dropped and reset; Infinity: never. */
  readonly timeout: Seconds;
  /** After a cold start its pace grows for so long, linearly, from nothing to all; 0: it is warm at once. */
  readonly slowStart: Seconds;
}

/** A load balancer in front of some backends, for comparison with DNS; clients find it by a name of its own. */
export interface BalancerSpec {
  readonly name: string;
  /** Absolute, lower case, without the trailing dot. It answers with the nodes in service. */
  readonly dnsName: string;
  /** What it balances: connections, each pinned to one target (`l4`), or requests (`l7`). */
  readonly layer: 'l4' | 'l7';
  /** An algorithm of `sim/backends/balancers/algorithms` and its settings. */
  readonly algorithm: Chosen;
  /** At least one; each takes connections at an address of its own. */
  readonly nodes: readonly BalancerNodeSpec[];
  /** At least one; requests are divided over them by weight, then over the targets of the one drawn. */
  readonly targetGroups: readonly TargetGroupSpec[];
  /** Whether a node sends to targets of every zone, or of its own alone. */
  readonly crossZone: boolean;
  /** Whether, with no healthy target, all are taken for healthy. */
  readonly failOpen: boolean;
  /** For so long an `l7` node waits for the response of a target, then answers with an error; Infinity: for ever. */
  readonly targetTimeout: Seconds;
  /** For how long a client keeps to the target it had first; 0: it does not. */
  readonly stickiness: Seconds;
  /** From the loss of a node itself until it leaves DNS, but for the lag of edges; and from its return until it is back. */
  readonly nodeDetection: Law;
}

export interface BalancerNodeSpec {
  /** Availability zone it is in; null: unknown, and its targets are those of unknown zone as well. */
  readonly zone: string | null;
  readonly address: string;
}

export interface TargetGroupSpec {
  readonly name: string;
  /** Names of backends. One that an event registers before any takes it out is no target until then. */
  readonly targets: readonly string[];
  /** Part of the requests, against the other groups' weights; 0: none. */
  readonly weight: number;
  readonly healthCheck: TargetCheckSpec;
  /** For how long a target that is taken out may finish what it has. */
  readonly deregistrationDelay: Seconds;
  /** For how long the share of a target that becomes healthy grows, linearly, to its full one; 0: it has it at once. */
  readonly slowStart: Seconds;
}

/** A balancer's own health check of each target of a group. */
export interface TargetCheckSpec {
  readonly interval: Seconds;
  readonly timeout: Seconds;
  /** Probes in a row that make an unhealthy target healthy, and a healthy one unhealthy. */
  readonly healthyThreshold: number;
  readonly unhealthyThreshold: number;
}
