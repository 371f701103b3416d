/** One replication of a scenario: builds the world, runs it, gathers what was measured. */
import { billOf } from './authority/billing/bill.ts';
import type {
  AuthorityCounts,
  ClientCounts,
  EventCounts,
  GroupLoadCounts,
  Measurements,
  ResolverCounts,
  SkewCounts,
} from './measurements.ts';
import { FAILURES } from './measurements.ts';
import { detectionOf, foundOut } from './metrics/detection.ts';
import { unpredictedInPrinciple } from './metrics/unpredicted.ts';
import { isOutage, NAME_SERVERS } from './outages.ts';
import { multinomial } from './random/binomial.ts';
import type { Stream } from './random/stream.ts';
import { streamsOf } from './random/streams.ts';
import type { EventSpec, FaultSpec, Scenario } from './scenario.ts';
import type { Seconds } from './settings.ts';
import { buildWorld, type World } from './world.ts';

/**
 * Runs one replication.
 *
 * @param seed any number or text; with `replication`, from 1, it fixes every draw
 * @returns counts over warmup ≤ t < duration; the same bytes for the same arguments
 */
export function simulate(
  scenario: Scenario,
  seed: number | string,
  replication: number,
): Measurements {
  const streams = streamsOf(seed, replication);
  const world = buildWorld(scenario, streams);
  const weights: number[] = [];
  const requests: number[] = [];
  const { engine, recorder, followers, intended, source, backends, balancers, ages, groups } =
    world;
  let inFlightStart = 0;
  let attemptsInFlightStart = 0;
  for (const [window, at] of recorder.windowStarts.entries()) {
    engine.run(at);
    source.settle();
    intended.pass(at);
    backends.closeWindow();
    balancers?.closeWindow();
    const closed = followers.closeWindow(window > 0);
    if (window === 0) {
      inFlightStart = source.inFlight;
      attemptsInFlightStart = source.attemptsInFlight;
      ages.clear();
      for (const { lookupTime, connectTime, totalTime } of groups)
        for (const h of [lookupTime, connectTime, totalTime]) h?.clear();
    } else {
      weights.push(closed.weight);
      requests.push(closed.requests);
    }
    recorder.nextWindow();
  }
  engine.run(scenario.duration);
  source.settle();
  intended.pass(scenario.duration);
  backends.closeWindow();
  balancers?.closeWindow();
  const closed = followers.closeWindow(true);
  weights.push(closed.weight);
  requests.push(closed.requests);
  return gather(scenario, world, replication, streams('floor'), {
    weights,
    requests,
    inFlightStart,
    attemptsInFlightStart,
  });
}

function gather(
  scenario: Scenario,
  world: World,
  replication: number,
  floor: Stream,
  windows: {
    readonly weights: number[];
    readonly requests: number[];
    readonly inFlightStart: number;
    readonly attemptsInFlightStart: number;
  },
): Measurements {
  const {
    engine,
    recorder,
    followers,
    authority,
    source,
    groups,
    backends,
    balancers,
    intended,
    ages,
    leadIn,
  } = world;
  const whole = followers.finish();
  const shares = intended.means();
  const counted = backends.measured();
  const { total: answers, ...authorityCounts } = authority.measured();
  const span = scenario.duration - scenario.warmup;
  const clients = groups.map((_, row) => clientCounts(world, row));
  return {
    replication,
    windowStarts: recorder.windowStarts,
    span,
    backends: {
      names: scenario.backends.map(({ name }) => name),
      ...counted,
      intended: shares.byWindow,
      intendedOfMembers: shares.ofMembers,
      intendedWhole: shares.whole,
      twin: twinOf(counted.requests, shares.byWindow, scenario.backends.length, floor),
    },
    balancers: balancers?.measured() ?? [],
    clients,
    resolvers: scenario.resolvers.map((_, row) => resolverCounts(world, row, whole.memberRequests)),
    authority: withBill(scenario, authorityCounts, span),
    skew: {
      windowWeight: Float64Array.from(windows.weights),
      windowRequests: Float64Array.from(windows.requests),
      wholeWeight: whole.weight,
      wholeRequests: whole.requests,
      ...predictionOf(scenario, world, clients),
      sumSquares: whole.sumSquares,
      heaviest: whole.heaviest,
      causes: whole.causes,
      loads:
        scenario.balancers.length > 0
          ? null
          : (whole.loads ?? [onlyLoads(counted.requests, scenario.backends.length)]),
      answers,
    },
    events: eventCounts(world, scenario.duration),
    inFlightStart: windows.inFlightStart,
    inFlightEnd: source.inFlight,
    attemptsInFlightStart: windows.attemptsInFlightStart,
    attemptsInFlightEnd: source.attemptsInFlight,
    ageOfAnswers: ages,
    leadIn: leadIn.seconds,
    processed: { events: engine.processed, requests: source.made },
  };
}

/** What was counted at the authority, and what a month of it costs. */
function withBill(
  scenario: Scenario,
  { byKind, ...counts }: Omit<ReturnType<World['authority']['measured']>, 'total'>,
  span: Seconds,
): AuthorityCounts {
  const rates = byKind.map((kind) => ({ ...kind, perSecond: kind.queries / span }));
  const { charges, usdByKind } = billOf(scenario, rates);
  const billed = byKind.map((kind, i) => ({ ...kind, usdPerMonth: usdByKind[i] as number }));
  return { ...counts, byKind: billed, charges };
}

const RETRIED = 'clients try again, so requests do not follow one choice';

/** For which windows the formula of expected CV² holds, and why not for all. */
function predictionOf(
  scenario: Scenario,
  { groups, disturbances, recorder }: World,
  clients: readonly ClientCounts[],
): Pick<SkewCounts, 'unpredicted' | 'predictedWindows'> {
  const retried = Math.min(
    ...clients.map(({ retries }) => {
      const window = retries.findIndex((count) => count > 0);
      return window < 0 ? Number.POSITIVE_INFINITY : window;
    }),
  );
  const principle = unpredictedInPrinciple(
    scenario,
    groups.some(({ sorts }) => sorts),
  );
  if (principle !== null) return { unpredicted: principle, predictedWindows: 0 };
  const predictedWindows = Math.min(retried, disturbances.window, recorder.windowStarts.length);
  const again = retried < Number.POSITIVE_INFINITY ? RETRIED : null;
  return { unpredicted: disturbances.because ?? again, predictedWindows };
}

function eventCounts(
  { timeline, curves, authority, balancers }: World,
  end: Seconds,
): EventCounts[] {
  const measured = curves?.measured() ?? [];
  const transitions = balancers?.targetGroups.transitions() ?? [];
  const detected = (fault: Parameters<typeof foundOut>[0]) => ({
    ...detectionOf(fault, authority.statusChanges(), end),
    balancers: foundOut(fault, transitions),
  });
  return timeline.map(({ spec, at, until }, row) => ({
    ...labelOf(spec),
    targets: curves?.targetsOf(row) ?? [],
    isFault: spec.verb === 'fault',
    isOutage: isOutage(spec),
    at,
    detection: detected({
      at,
      until,
      targets: spec.verb === 'fault' ? (curves?.targetsOf(row) ?? []) : [],
    }),
    until: until === Number.POSITIVE_INFINITY ? null : until,
    curve: measured[row] as EventCounts['curve'],
  }));
}

function clientCounts({ groups, recorder }: World, row: number): ClientCounts {
  const group = groups[row] as World['groups'][number];
  const { columns, lookupTime, connectTime, totalTime } = group;
  return {
    made: recorder.byWindow(columns.made),
    completed: recorder.byWindow(columns.completed),
    attempts: recorder.byWindow(columns.attempts),
    attemptsFailed: recorder.byWindow(columns.attemptsFailed),
    retries: recorder.byWindow(columns.retries),
    failures: recorder.byWindow(columns.failures, FAILURES.length),
    lookups: recorder.byWindow(columns.lookups),
    cacheHits: group.keepsAnswers ? recorder.byWindow(columns.cacheHits) : null,
    lookupTime,
    connectTime,
    totalTime,
  };
}

function resolverCounts(
  { resolvers }: World,
  row: number,
  memberRequests: Float64Array,
): ResolverCounts {
  const { firstMember } = resolvers.topology;
  const [from, to] = [firstMember[row], firstMember[row + 1]];
  return {
    ...resolvers.measured(row),
    memberRequests: memberRequests.slice(from, to),
    memberAnswers: resolvers.memberAnswers.slice(from, to),
  };
}

/** Loads of the only client group and the only resolver group: all there are. */
function onlyLoads(requests: Float64Array, backends: number): GroupLoadCounts {
  const sums = new Float64Array(backends);
  for (let i = 0; i < requests.length; i++)
    sums[i % backends] = (sums[i % backends] as number) + (requests[i] as number);
  return { client: 0, resolver: 0, requests: sums };
}

/** The multinomial twin: as many requests in every window, thrown at the intended shares. */
function twinOf(
  requests: Float64Array,
  intended: Float64Array,
  backends: number,
  stream: Stream,
): Float64Array {
  const twin = new Float64Array(requests.length);
  for (let row = 0; row < requests.length; row += backends) {
    const made = requests.subarray(row, row + backends).reduce((sum, n) => sum + n, 0);
    multinomial(
      made,
      intended.subarray(row, row + backends),
      stream,
      twin.subarray(row, row + backends),
    );
  }
  return twin;
}

/** What results call an event, its kind and its target. */
function labelOf(spec: EventSpec): { name: string; verb: string; target: string } {
  const { name } = spec;
  switch (spec.verb) {
    case 'set':
      return { name, verb: 'set', target: spec.record.setIdentifier ?? spec.record.name };
    case 'change': {
      const names = new Set(spec.changes.map(({ record }) => record.name));
      return { name, verb: 'change', target: [...names].join(', ') };
    }
    case 'addBackend':
      return { name, verb: 'addBackend', target: spec.backend };
    case 'register':
    case 'deregister':
      return { name, verb: spec.verb, target: spec.backends.join(', ') };
    case 'flush':
      return { name, verb: 'flush', target: [...spec.resolvers, ...spec.clients].join(', ') };
    case 'surge':
      return { name, verb: 'surge', target: spec.clients.join(', ') };
    case 'authorityOutage':
      return { name, verb: spec.verb, target: `${spec.servers} of ${NAME_SERVERS} name servers` };
    case 'resolverOutage':
      return { name, verb: spec.verb, target: spec.resolver };
    case 'fault':
      return { name, verb: spec.flap ? 'flap' : spec.fault.name, target: targetOf(spec) };
  }
}

function targetOf({ targets, share }: FaultSpec): string {
  const all = targets.join(', ');
  return share === undefined ? all : `${Number((100 * share).toPrecision(6))}% of ${all}`;
}
