/**
 * Whole scenario files drawn at random over what the simulator can do, small ones, each right as it stands; one is known
 * by its seed and its number.
 */
import { stringify } from 'yaml';
import { Dice } from '../fuzz/dice.ts';

type Tree = Readonly<Record<string, unknown>>;

const NAME = 'app.example.com';
const SECONDS = 60;
/** Of the client groups. */
const PLACES = ['eu-west-1', 'us-east-1'];

/** The file of one number: the same for the same seed. */
export function randomScenario(seed: number, number: number): string {
  const dice = new Dice(Math.imul(seed, 0x9e3779b1) + number);
  // Of their own, so that what else is drawn stays the same.
  const further = new Dice(Math.imul(seed, 0x85ebca6b) + number);
  const families = new Dice(Math.imul(seed, 0xc2b2ae35) + number);
  const clients = drawClients(dice)
    .map((group) => ({ ...group, ...drawList(further, group) }))
    .map((group) => ({ ...group, ...drawFamilies(families, group) }));
  const hasV6 = clients.some(({ family }) => family !== undefined);
  const keeps = clients.some(({ pool }) => pool !== undefined);
  const backends = drawBackends(dice).map(
    ({ address, ...backend }, i): Tree => ({
      ...backend,
      ...(hasV6 ? { addresses: [address, v6(i)] } : { address }),
      ...(keeps ? some(dice, 0.4, { keepAlive: drawKeepAlive(dice) }) : {}),
    }),
  );
  const names = backends.map(({ name }) => name as string);
  const checks = drawChecks(dice, backends);
  const isCold = dice.yes(0.3);
  return stringify({
    version: 1,
    name: `random-${number}`,
    duration: `${SECONDS}s`,
    warmup: dice.one(['0s', '10s']),
    window: dice.one(['5s', '7.5s', '20s']),
    ...(isCold ? { start: 'cold' } : { leadIn: dice.one(['20s', '45s']) }),
    history: '10m',
    zone: {
      name: 'example.com',
      edges: {
        count: dice.one([1, 4]),
        recordLag: dice.one<unknown>(['0s', '3s', { uniform: ['0s', '10s'] }]),
        healthLag: dice.one<unknown>(['0s', { uniform: ['1s', '5s'] }]),
        pick: dice.one(['member', 'query']),
      },
      records: [
        ...drawRecords(dice, names.slice(0, -1), checks),
        ...(hasV6
          ? [
              {
                name: 'app',
                type: 'AAAA',
                ttl: families.one([0, 1, 20]),
                values: names.slice(1).map((_, i) => v6(i + 1)),
              },
            ]
          : []),
      ],
      ...(checks.length > 0 ? { healthChecks: checks } : {}),
    },
    ...withSpare(drawResolvers(dice)),
    clients: clients.map((group, i) => ({ ...group, place: PLACES[i] })),
    backends,
    network: {
      ...(dice.yes(0.6) ? { rtt: delay(dice) } : {}),
      ...some(further, 0.2, { loss: further.one(['2%', '30%']) }),
    },
    events: drawEvents(dice, names, clients),
  });
}

const v6 = (i: number) => `2001:db8::${i + 1}`;

function delay(dice: Dice): unknown {
  return dice.one<unknown>([
    '20ms',
    '100ms',
    { exponential: '80ms' },
    { uniform: ['0s', '300ms'] },
  ]);
}

/** Some of the keys, each with a chance. */
function some(dice: Dice, chance: number, keys: Tree): Tree {
  return Object.fromEntries(Object.entries(keys).filter(() => dice.yes(chance)));
}

// ---------------------------------------------------------------------------------- backends

/** The last of them is in no record set at first. */
function drawBackends(dice: Dice): Tree[] {
  const count = 3 + dice.below(2);
  const alike = dice.yes(0.5) ? drawServer(dice) : null;
  return Array.from({ length: count }, (_, i) => ({
    name: `web-${i + 1}`,
    address: `192.0.2.${i + 1}`,
    zone: i % 2 === 0 ? 'a' : 'b',
    ...(alike ?? drawServer(dice)),
  }));
}

function drawServer(dice: Dice): Tree {
  if (dice.yes(0.25)) return {};
  const queue = dice.yes(0.5)
    ? {
        queueLimit: dice.one([0, 1, 4, 20]),
        ...some(dice, 0.7, { overflow: dice.one([503, 'refuse', 'silent']) }),
      }
    : {};
  return {
    service: dice.one<unknown>([
      '0s',
      '100ms',
      { exponential: '200ms' },
      { hyperexponential: { mean: '300ms', cv: 3 } },
      { exponential: '800ms' },
    ]),
    ...some(dice, 0.5, {
      workers: dice.one([1, 2, 5]),
      discipline: dice.one(['fifo', 'lifo', 'ps', 'random']),
      abandoned: dice.one(['finish', 'cancel']),
      slowStart: '8s',
    }),
    ...some(dice, 0.25, { timeout: dice.one(['300ms', '2s']) }),
    ...queue,
  };
}

/** Only where clients keep connections. */
function drawKeepAlive(dice: Dice): Tree {
  return dice.one<Tree>([
    { idle: dice.one(['0s', '1s', '8s']) },
    { maxRequests: dice.one([1, 4]) },
    { maxAge: dice.one<unknown>(['5s', { exponential: '10s' }]), idle: '3s' },
  ]);
}

// ---------------------------------------------------------------------------------- the zone

function drawChecks(dice: Dice, backends: readonly Tree[]): Tree[] {
  if (dice.yes(0.5)) return [];
  return backends.slice(0, 1 + dice.below(backends.length - 1)).map((backend) => ({
    name: `up-${backend.name}`,
    backend: backend.name,
    interval: '10s',
    failureThreshold: dice.one([1, 2]),
    checkers: dice.one([1, 6]),
    // Only an HTTP probe waits in a queue, where there is one.
    ...dice.one<Tree>([
      { type: 'http', probe: 'service' in backend ? 'queue' : 'connect' },
      { type: 'http', probe: 'instant' },
      { type: 'tcp', probe: 'connect' },
    ]),
  }));
}

function drawRecords(dice: Dice, backends: readonly string[], checks: readonly Tree[]): Tree[] {
  const ttl = dice.one([0, 1, 20]);
  const routing = dice.one(['simple', 'multivalue', 'multivalue', 'weighted', 'failover']);
  const values = backends.map((_, i) => `192.0.2.${i + 1}`);
  if (routing === 'simple') return [{ name: 'app', type: 'A', ttl, values }];
  const used = routing === 'failover' ? backends.slice(0, 2) : backends;
  return used.map((backend, i) => ({
    name: 'app',
    type: 'A',
    ttl,
    routing,
    setIdentifier: backend,
    value: values[i],
    ...(routing === 'weighted' ? { weight: dice.one([1, 10, 100]) } : {}),
    ...(routing === 'failover' ? { failover: i === 0 ? 'PRIMARY' : 'SECONDARY' } : {}),
    ...(checks[i] ? { healthCheck: checks[i]?.name } : {}),
  }));
}

// ---------------------------------------------------------------------------------- resolvers, clients

function drawResolvers(dice: Dice): Tree {
  const group = (name: string, more: Tree) => ({
    name,
    profile: dice.one([
      'ideal',
      'unbound',
      'bind-9.20',
      'pdns-recursor',
      'dnsmasq-home',
      'no-cache',
    ]),
    count: dice.one([1, 3]),
    ...some(dice, 0.4, { latency: { client: delay(dice), upstream: delay(dice) } }),
    ...some(dice, 0.2, { shards: 2, maxTtl: 10 }),
    ...more,
  });
  const forwards = dice.yes(0.3);
  return {
    resolvers: [
      group('isp', forwards ? { upstream: 'big', upstreamPick: dice.one(['hash', 'query']) } : {}),
      ...(forwards ? [group('big', {})] : []),
    ],
  };
}

/** A second group of resolvers, of which there are several. */
function withSpare({ resolvers }: Tree): Tree {
  const spare = { name: 'spare', profile: 'ideal', count: 3 };
  return { resolvers: [...(resolvers as readonly Tree[]), spare] };
}

/** Several resolvers, or a stub that waits for less than usual; mostly neither. */
function drawList(dice: Dice, { count }: Tree): Tree {
  if (dice.yes(0.6)) return {};
  const patience = some(dice, 0.7, { timeout: dice.one(['200ms', '2s']), attempts: 2 });
  if (dice.yes(0.2)) return { stub: { attempts: 1, ...patience } };
  return {
    resolvers: dice.one<unknown>([
      ['isp', 'spare'],
      ['spare', 'isp', 'spare'],
      [
        { share: '60%', use: ['isp', 'spare'] },
        { share: '30%', use: 'isp' },
        { share: '10%', use: ['spare', 'spare'] },
      ],
    ]),
    stub: {
      pick: dice.one([
        'ordered',
        'rotate',
        'parallel',
        ...(count === undefined ? [] : ['last-good']),
      ]),
      ...patience,
    },
  };
}

function drawClients(dice: Dice): Tree[] {
  const groups = [dice.yes(0.6) ? drawKnown(dice, 'known') : drawNew(dice, 'new')];
  if (dice.yes(0.4)) groups.push(drawNew(dice, 'others'));
  return groups;
}

/** Other families than IPv4 alone, and ways to sort; of both families only what one list does not have to serve. */
function drawFamilies(dice: Dice, { profile, pick, reresolve }: Tree): Tree {
  const sort = some(dice, 0.3, {
    sort: dice.one(['glibc', 'rfc6724', 'rfc6724v6only', 'v4rule9', 'v4rule9Capped', 'rtt', 'os']),
  });
  if (dice.yes(0.7)) return { ...sort, ...some(dice, 0.2, { subnet: '192.0.2.64/26' }) };
  const isOneList =
    ['all', 'slots', 'smooth'].includes(pick as string) ||
    !['chrome-windows', 'node-http', 'ideal-random', 'one-shot'].includes(profile as string) ||
    typeof reresolve === 'object';
  const family = isOneList ? 'v6' : dice.one(['v6', 'dual', 'dual']);
  return {
    ...sort,
    family,
    ...some(dice, 0.3, { subnet: '2001:db8::40/122' }),
    ...(family === 'dual'
      ? some(dice, 0.5, { families: 'alternate', resolutionDelay: dice.one(['0s', '50ms']) })
      : {}),
  };
}

/** Clients of whom each makes one request. */
function drawNew(dice: Dice, name: string): Tree {
  return {
    name,
    profile: dice.one(['ideal-random', 'one-shot']),
    resolvers: 'isp',
    lookup: NAME,
    arrivals: dice.one<unknown>([
      { poisson: '6/s' },
      { regular: '5/s' },
      { diurnal: { mean: '4/s', peakToMean: 1.9, peakAt: '30m' } },
      { burst: { on: { exponential: '4s' }, off: '5s', rate: '12/s' } },
    ]),
    ...some(dice, 0.15, { session: drawSession(dice, ['perSession', 'perRequest']) }),
    ...drawPatience(dice),
  };
}

/** Clients with a memory. */
function drawKnown(dice: Dice, name: string): Tree {
  const base = { name, count: dice.one([1, 4, 20]), resolvers: 'isp', lookup: NAME };
  if (dice.yes(0.4))
    return {
      ...base,
      profile: dice.one([
        'chrome-windows',
        'jdk-httpclient',
        'node-http',
        'python-requests',
        'grpc-round-robin',
        'grpc-pick-first',
        'envoy-strict',
        'haproxy',
        'nginx-static',
        'jvm-forever',
      ]),
      arrivals: { poisson: '8/s' },
      ...drawPatience(dice),
    };
  const pick = dice.one(['first', 'random', 'cycle', 'all', 'smooth', 'slots']);
  const goesRound = ['all', 'smooth', 'slots'].includes(pick);
  const pool = dice.yes(0.6)
    ? {
        pool: some(dice, 0.5, {
          idle: dice.one(['2s', '15s']),
          maxAge: dice.one<unknown>(['10s', { exponential: '20s' }]),
          maxRequests: dice.one([1, 5]),
          maxConns: dice.one([1, 3]),
          streams: dice.one([1, 4]),
          reuse: dice.one(['fifo', 'lifo']),
          ...(goesRound ? {} : { alwaysOn: 1 }),
        }),
        ...some(dice, 0.4, {
          reresolve: dice.one<unknown>([
            'ttl',
            'never',
            { onFailure: { atLeast: '5s' } },
            { interval: '4s' },
          ]),
        }),
        pick,
      }
    : { pick: pick === 'all' ? 'first' : pick };
  const isClosed = dice.yes(0.2);
  return {
    ...base,
    profile: 'ideal-random',
    arrivals: isClosed
      ? { closed: { thinkTime: { exponential: '1s' } } }
      : dice.one<unknown>([
          { poisson: '8/s' },
          { regular: '20/m', perClient: true },
          { burst: { on: '2s', off: { exponential: '6s' }, rate: '2/s' }, perClient: true },
          { renewal: { rate: '5/s', law: { erlang: { mean: '1s', k: 3 } } } },
        ]),
    ...some(dice, 0.6, {
      dns: dice.one<unknown>([
        'ttl',
        'forever',
        { fixed: '15s', grace: '5s' },
        { scale: 1.25, plus: '2s', negative: '3s' },
      ]),
    }),
    ...some(dice, 0.3, { failMemory: '10s' }),
    ...(isClosed ? {} : some(dice, 0.2, { session: drawSession(dice, ['perRequest']) })),
    ...pool,
    ...drawPatience(dice),
  };
}

function drawSession(dice: Dice, lookups: readonly string[]): Tree {
  return {
    pages: dice.one<unknown>([1, 2, { exponential: 2 }]),
    thinkTime: dice.one<unknown>(['1s', { exponential: '3s' }]),
    hitsPerPage: dice.one<unknown>([1, { uniform: [1, 3] }]),
    lookup: dice.one(lookups),
  };
}

/** How they connect, for how long they wait, and what they try again. */
function drawPatience(dice: Dice): Tree {
  return {
    ...some(dice, 0.6, {
      connect: dice.one<unknown>([
        'single',
        'sequential',
        { stagger: '250ms', parallel: 2 },
        { stagger: '200ms', parallel: 2, abort: true },
      ]),
      connectTimeout: dice.one(['400ms', '5s']),
      attemptTimeout: dice.one(['500ms', 'share', 'half', 'kernel']),
      requestTimeout: dice.one(['300ms', '3s']),
      retry: {
        on: dice.one([
          ['connect', 'timeout', 'reset', '5xx', 'lookup'],
          ['timeout', '5xx'],
          ['connect', 'reset'],
        ]),
        attempts: dice.one([2, 4]),
        ...some(dice, 0.5, {
          backoff: { initial: '100ms', factor: 2, max: '1s', jitter: 0.5 },
          budget: dice.one(['20%', '100%']),
          to: dice.one(['same', 'next', 'lookup']),
        }),
      },
    }),
    ...some(dice, 0.2, { sameAddressTries: 2 }),
  };
}

// ---------------------------------------------------------------------------------- events

/** Each at a time of its own, so that none contradicts another; what takes several steps at one that is not drawn. */
function drawEvents(dice: Dice, backends: readonly string[], clients: readonly Tree[]): Tree[] {
  return Array.from({ length: dice.below(5) }, (_, i) => {
    const verb = dice.yes(0.3) ? drawMore(dice, clients) : drawVerb(dice, backends, i);
    const isLong = 'deploy' in verb || 'removeBackend' in verb;
    const drawn = { uniform: [`${10 * i}s`, `${10 * i + 9}s`] };
    return {
      at: dice.yes(0.5) || isLong ? `${3 + 10 * i}s` : drawn,
      ...verb,
      name: `event ${i + 1}`,
    };
  });
}

/** What strikes no backend, or none alone. */
function drawMore(dice: Dice, clients: readonly Tree[]): Tree {
  const lasts = some(dice, 0.8, { for: dice.one<unknown>(['4s', '25s', { exponential: '8s' }]) });
  const answer = dice.one(['silent', 'servfail', 'refused']);
  const loops = ({ arrivals }: Tree) => 'closed' in (arrivals as Tree);
  const group = dice.one(clients);
  switch (dice.below(5)) {
    case 0:
      return { partition: { target: 'web-*', from: PLACES[clients.indexOf(group)] }, ...lasts };
    case 1:
      return { flush: dice.one<unknown>(['isp', group.name, ['isp', group.name]]) };
    case 2:
      return { authorityOutage: { answer, ...some(dice, 0.5, { servers: 2 }) }, ...lasts };
    case 3:
      return { resolverOutage: { resolver: 'isp', answer }, ...lasts };
    default:
      return loops(group)
        ? { flush: group.name }
        : {
            surge: {
              clients: group.name,
              factor: dice.one([1.5, 4]),
              as: dice.one(['sameClients', 'newClients']),
            },
            ...lasts,
          };
  }
}

function drawVerb(dice: Dice, backends: readonly string[], row: number): Tree {
  const target = dice.one<unknown>([
    dice.one(backends),
    [...backends.slice(0, 2)],
    'web-*',
    { zone: 'a' },
    { share: '50%', of: 'web-*' },
  ]);
  const lasts = some(dice, 0.8, {
    for: dice.one<unknown>(['0s', '4s', '25s', { exponential: '8s' }]),
  });
  const kind = dice.below(11);
  if (kind < 3) return { [dice.one(['crash', 'blackhole', 'unreachable'])]: target, ...lasts };
  if (kind === 3)
    return {
      unreachable: { target, after: dice.one<unknown>(['50ms', { exponential: '1s' }]) },
      ...lasts,
    };
  if (kind === 4) return { drain: { target, close: dice.yes(0.5) }, ...lasts };
  if (kind === 5) return { errors: { target, share: dice.one(['30%', '100%']) }, ...lasts };
  if (kind === 6)
    return {
      flap: {
        target,
        up: dice.one<unknown>(['3s', { exponential: '4s' }]),
        down: dice.one<unknown>(['1s', { exponential: '2s' }]),
        as: dice.one(['crash', 'blackhole', 'drain', 'unreachable']),
      },
      ...lasts,
    };
  if (kind === 7) return { crash: { zone: 'b' }, ...lasts };
  if (kind === 8) return { removeBackend: { backend: 'web-1', records: 'keep', stopAfter: '5s' } };
  if (kind === 9)
    return {
      deploy: {
        backends: backends.slice(0, 2),
        every: '12s',
        deregister: 'none',
        wait: dice.one(['0s', '3s']),
        down: '2s',
        close: dice.yes(0.5),
      },
    };
  // Twice it could not be: the second would find its record set there.
  if (row > 0) return { crash: dice.one(backends), ...lasts };
  const added = backends.at(-1) as string;
  return {
    addBackend: {
      backend: added,
      records: [{ name: 'late', type: 'A', ttl: 5, value: `192.0.2.${backends.length}` }],
    },
  };
}
