/** Scenarios built by hand for tests of the simulator, each differing from a plain one by what it names. */
import type { AuthorityOptions } from '../../sim/authority/at-start.ts';
import { ROUTE53_PRICES } from '../../sim/authority/billing/price-table.ts';
import { NOWHERE } from '../../sim/authority/origin.ts';
import { plainClient } from '../../sim/clients/fields.ts';
import { idealBehaviour } from '../../sim/resolvers/fields.ts';
import type {
  ClientBehaviour,
  ClientGroup,
  Pool,
  RecordSpec,
  ResolverBehaviour,
  ResolverGroup,
  Scenario,
  ZoneSpec,
} from '../../sim/scenario.ts';

export interface Shape {
  readonly duration?: number;
  readonly warmup?: number;
  readonly window?: number;
  readonly backends?: number;
  readonly ttl?: number;
  readonly rate?: number;
  readonly clients?: number | null;
  readonly resolvers?: number;
  readonly client?: Partial<ClientBehaviour>;
  readonly resolver?: Partial<ResolverBehaviour>;
}

/** Members of a multivalue answer for app.example.com, 192.0.2.1 on. */
export function multivalueRecords(count: number, ttl: number): RecordSpec[] {
  return Array.from({ length: count }, (_, i) => ({
    name: 'app.example.com',
    type: 'A',
    ttl,
    routing: 'multivalue',
    setIdentifier: `web-${i + 1}`,
    values: [`192.0.2.${i + 1}`],
    alias: null,
    settings: {},
    healthCheck: null,
  }));
}

/** A failover pair for app.example.com: 192.0.2.1 is the primary, 192.0.2.2 the secondary. */
export function failoverRecords(ttl: number): RecordSpec[] {
  return multivalueRecords(2, ttl).map((record, i) => ({
    ...record,
    routing: 'failover',
    settings: { failover: i === 0 ? 'PRIMARY' : 'SECONDARY' },
  }));
}

/** An authority that all requests ask one question, from nowhere in particular. */
export function asked(
  zones: readonly ZoneSpec[],
  name = 'app.example.com',
  type = 'A',
): AuthorityOptions {
  return { zones, questions: [{ name, type, share: 1, byOrigin: [1] }], origins: [NOWHERE] };
}

/** Ideal resolvers, clients that take the first address, `backends` behind one multivalue name. */
export function scenarioOf(shape: Shape, change: Partial<Scenario> = {}): Scenario {
  const { duration = 3600, backends = 3, ttl = 60 } = shape;
  return {
    name: 'test',
    description: '',
    balancers: [],
    duration,
    warmup: shape.warmup ?? 0,
    window: shape.window ?? duration / 4,
    start: 'stationary',
    leadIn: 'auto',
    history: 86_400,
    detail: 'requests',
    skewAgainst: 'intended',
    external: [],
    zones: [
      {
        name: 'example.com',
        isPrivate: false,
        records: multivalueRecords(backends, ttl),
        negativeTtl: 900,
        edges: {
          count: 16,
          recordLag: { name: 'constant', settings: 0 },
          healthLag: { name: 'constant', settings: 0 },
          pick: 'member',
        },
        healthChecks: [],
        selection: 'query',
        order: 'random',
        mixedTtl: 'min',
        weightedValues: 'all',
        ecsScope: 'source',
        noAnswer: 'nodata',
        lastResort: 'perLevel',
        edgeState: 'own',
        cidrCollections: [],
      },
    ],
    resolvers: [resolverGroup('isp', shape.resolvers ?? 1, shape.resolver)],
    clients: [clientGroup(shape.rate ?? 1, shape.clients ?? null, shape.client)],
    backends: Array.from({ length: backends }, (_, i) => ({
      name: `web-${i + 1}`,
      addresses: [`192.0.2.${i + 1}`],
      targetShare: null,
      region: null,
      zone: null,
      server: null,
    })),
    network: { places: [], rtt: null },
    prices: ROUTE53_PRICES,
    events: [],
    ...change,
  };
}

export function resolverGroup(
  name: string,
  count: number,
  behaviour: Partial<ResolverBehaviour> = {},
): ResolverGroup {
  return {
    name,
    profile: 'ideal',
    count,
    popularity: { kind: 'uniform' },
    upstream: null,
    upstreamPick: 'hash',
    latency: { client: null, upstream: null },
    place: null,
    subnet: null,
    behaviour: { ...idealBehaviour, ...behaviour },
  };
}

/** A pool of HTTP/1.1 connections without limits, but for what it names. */
export function poolOf(limits: Partial<Pool>): Pool {
  return {
    idle: Number.POSITIVE_INFINITY,
    maxAge: null,
    maxRequests: Number.POSITIVE_INFINITY,
    maxConns: Number.POSITIVE_INFINITY,
    streams: 1,
    reuse: 'lifo',
    ...limits,
  };
}

export function clientGroup(
  rate: number,
  count: number | null,
  behaviour: Partial<ClientBehaviour> = {},
): ClientGroup {
  return {
    name: 'users',
    profile: 'one-shot',
    count,
    resolvers: [{ group: 'isp', share: 1 }],
    lookup: [{ name: 'app.example.com', share: 1 }],
    arrivals: { name: 'poisson', settings: rate },
    session: null,
    subnet: null,
    publicSubnet: null,
    place: null,
    family: 'v4',
    interfacePrefix: 24,
    queryShape: 'one-shot',
    behaviour: { ...plainClient, ...behaviour },
  };
}

/** Sum of a series. */
export function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i] as number;
  return total;
}

/** Total of each column of a series by window. */
export function columnSums(values: Float64Array, columns: number): number[] {
  return Array.from({ length: columns }, (_, c) =>
    sum(values.filter((_v, i) => i % columns === c)),
  );
}
