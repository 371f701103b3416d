/** Wires the tables of one replication to an engine. Behaviour lives in the tables. */
import { Authority } from './authority/authority.ts';
import { answeringZones } from './authority/external.ts';
import { startHealthChecks } from './authority/health/index.ts';
import { NodesInService } from './authority/health/nodes-in-service.ts';
import { isRecordEdit, recordsBrought } from './authority/record-change.ts';
import { routingPolicies } from './authority/routing/index.ts';
import { sourcesOf } from './authority/sources.ts';
import { Addresses } from './backends/addresses.ts';
import { Backends } from './backends/backends.ts';
import { type Balancers, balancersOf } from './backends/balancers/balancers.ts';
import { nodesOf } from './backends/balancers/nodes.ts';
import { Destinations } from './backends/destinations.ts';
import { cutFrom, Partitions } from './backends/partitions.ts';
import { ProbeRanges } from './backends/probe-ranges.ts';
import { Ways } from './backends/ways.ts';
import { Clients } from './clients/clients.ts';
import { dealClients } from './clients/dealing.ts';
import { Group } from './clients/group.ts';
import type { OwnCaches } from './clients/own-caches.ts';
import { openersOf, shadowsOf } from './clients/surges.ts';
import { CountedRequests } from './counts/counted-requests.ts';
import { Engine } from './engine/engine.ts';
import { meanTrips } from './geography/trips.ts';
import { Curves } from './metrics/curves.ts';
import { Disturbances } from './metrics/disturbances.ts';
import { Followers } from './metrics/followers.ts';
import { Histogram } from './metrics/histogram.ts';
import { applyTargets, Intended, normalise } from './metrics/intended.ts';
import { RecordChanges } from './metrics/record-changes.ts';
import { Recorder } from './metrics/recorder.ts';
import { isOutage } from './outages.ts';
import { byName } from './plugin.ts';
import { originsOf, questionsOf } from './questions.ts';
import type { Streams } from './random/streams.ts';
import type { RequestSource } from './request-source.ts';
import { Askers } from './resolvers/askers.ts';
import { dealMembers } from './resolvers/dealing.ts';
import { Resolvers } from './resolvers/resolvers.ts';
import { knowsAskers } from './resolvers/selecting.ts';
import { Topology } from './resolvers/topology.ts';
import type {
  ClientGroup,
  FlushSpec,
  RecordSpec,
  RegistrationSpec,
  Scenario,
  SurgeSpec,
} from './scenario.ts';
import type { Seconds } from './settings.ts';
import { groupWeights } from './start/flows.ts';
import { type LeadIn, leadInOf } from './start/lead-in.ts';
import { startStationary } from './start/stationary.ts';
import { drawTimeline, type Occurrence, type Strike, scheduleTimeline } from './timeline.ts';

export interface World {
  readonly engine: Engine;
  readonly recorder: Recorder;
  readonly followers: Followers;
  readonly authority: Authority;
  readonly resolvers: Resolvers;
  readonly source: RequestSource;
  readonly groups: readonly Group[];
  readonly backends: Backends;
  /** Null: the scenario has none. */
  readonly balancers: Balancers | null;
  readonly intended: Intended;
  readonly ages: Histogram;
  readonly leadIn: LeadIn;
  readonly disturbances: Disturbances;
  /** What follows the events; null: there are none. */
  readonly curves: Curves | null;
  /** The events of the scenario as they happen in this replication. */
  readonly timeline: readonly Occurrence[];
}

export function buildWorld(scenario: Scenario, streams: Streams): World {
  const leadIn = leadInOf(scenario);
  const clockPhase = streams('clock').uniform();
  const start = startTime(scenario, leadIn, clockPhase);
  const engine = new Engine(start);
  const recorder = new Recorder(scenario.warmup, scenario.duration, scenario.window);
  const ages = new Histogram();
  const addresses = new Addresses(scenario.backends, scenario.balancers);
  const pins = nodesOf(scenario.balancers).map(({ balancer }) => balancer.layer === 'l4');
  const ways = new Ways(addresses, scenario.backends.length, pins);
  const backends = new Backends(scenario, engine, recorder, streams);
  const timeline = drawTimeline(scenario.events, streams, scenario.duration);
  const late = registeredFirst(timeline);
  const balancers = balancersOf(scenario, late, backends, engine, recorder, streams);
  const partitions = new Partitions(scenario, ways.destinations);
  const destinations = new Destinations(ways, backends, balancers, partitions);
  const numbers = addresses.numbers();
  const words = addresses.words();

  const origins = originsOf(scenario);
  const questions = questionsOf(scenario, origins);
  const shapes = [...new Set(scenario.clients.map(({ queryShape }) => queryShape))];
  const behaviours = scenario.resolvers.map(({ behaviour }) => behaviour);
  const askers = new Askers(knowsAskers(scenario) ? behaviours : [], numbers, shapes.length);
  const authority = new Authority(
    {
      zones: scenario.zones,
      external: scenario.external,
      balancers: scenario.balancers,
      backends: scenario.backends,
      late,
      questions,
      origins: origins.rows,
      additions: scenario.events.flatMap(recordsBrought),
    },
    engine,
    recorder,
    addresses,
  );
  const sharesNow = () => {
    const atFronts = authority.intended(ways.frontOf, ways.destinations);
    const shares = balancers?.divided(atFronts) ?? atFronts;
    normalise(shares);
    applyTargets(shares, scenario);
    return shares;
  };
  const intended = new Intended(recorder, ways.backends);
  const shares = sharesNow();
  intended.become(shares, start);
  const disturbances = new Disturbances(recorder);
  authority.onEdgeChange(() => {
    intended.become(sharesNow(), engine.now);
    disturbances.note(whatChanges(scenario));
  });

  const topology = new Topology(
    scenario.resolvers,
    questions.map(({ name }) => name),
  );
  const coefficients = authority.coefficients(ways.frontOf, shares);
  const changes = new RecordChanges(timeline, questions, answeringZones(scenario));
  const curves = timeline.length > 0 ? new Curves(timeline, changes, scenario) : null;
  const followers = new Followers(
    coefficients,
    authority.views.questionOf,
    scenario.clients.some(({ family }) => family === 'dual')
      ? 2 * authority.longest
      : authority.longest,
    groupsOfMembers(topology),
    {
      clients: scenario.clients.length,
      resolvers: scenario.resolvers.length,
      backends: balancers === null ? ways.backends : 0,
    },
    changes,
  );
  const resolvers = new Resolvers(topology, authority, followers, engine, recorder, streams, {
    questions: questions.length,
    askers,
    trips: scenario.resolvers.map((group) =>
      group.behaviour.firstOnly ? meanTrips(group, scenario, ways.frontOf) : null,
    ),
    clockPhase,
    ranks: addresses.ranks(),
    origins,
    outages: scenario.events.filter(isOutage),
    network: scenario.network,
  });

  const members = dealMembers(scenario.resolvers, streams);
  const weights = scenario.clients.map((spec) => groupWeights(spec, topology, members.weights));
  const memberOf = dealClients(scenario.clients, weights, members.ranks, streams);
  let firstRow = 0;
  const groupOf = (spec: ClientGroup, row: number, of?: Group, opensFor?: Group) =>
    new Group(spec, scenario, {
      topology,
      resolvers,
      recorder,
      streams,
      questions,
      shapes,
      firstRow: (of ?? opensFor)?.firstRow ?? firstRow,
      askers,
      ...(of && { of }),
      opens: opensFor !== undefined,
      subnets: origins.subnets,
      row,
      begins: start,
      words,
      destinations,
      weights: weights[row] as Float64Array,
      memberOf: memberOf[row] as Int32Array,
      popularity: members.weights,
    });
  const usual = scenario.clients.map((spec, row) => {
    const group = groupOf(spec, row);
    firstRow += group.memberOf.length * group.nameRows.length;
    return group;
  });
  const shadows = shadowsOf(scenario);
  const groups = [
    ...usual,
    ...shadows.map(({ spec, of }) => groupOf(spec, of, usual[of])),
    ...usual
      .filter(({ spec }) => spec.behaviour.pool?.alwaysOn)
      .map((group) => groupOf(openersOf(group.spec), group.row, undefined, group)),
  ];
  const clients = new Clients(groups, {
    resolvers,
    followers,
    destinations,
    engine,
    recorder,
    ages,
    numbers,
    curves,
  });
  const source: RequestSource =
    scenario.detail === 'requests'
      ? clients
      : new CountedRequests({
          groups,
          clients,
          authority,
          resolvers,
          followers,
          backends,
          destinations,
          engine,
          recorder,
          ages,
          curves,
          names: questions.length,
          numbers,
          streams,
          end: scenario.duration,
        });
  if (scenario.zones.some(({ records }) => records.some(goesBySources)))
    authority.tell(sourcesOf(usual, topology, questions.length));
  recorder.open();
  if (scenario.start === 'stationary') {
    startStationary({
      groups: usual,
      resolvers,
      clients,
      destinations,
      followers,
      authority,
      backends: scenario.backends,
      balancers: scenario.balancers,
      questions: questions.length,
      subnets: origins.subnets,
      stream: streams('start'),
      at: start,
      history: scenario.history,
      clockPhase,
    });
  }
  const probes = new ProbeRanges(backends);
  const checkers = startHealthChecks({
    zones: scenario.zones,
    backends: scenario.backends,
    probes,
    partitions,
    authority,
    engine,
    streams,
  });
  balancers?.targetGroups.check(probes, streams);
  const service =
    balancers &&
    new NodesInService(scenario.balancers, scenario.zones, authority, {
      service: balancers,
      engine,
      streams,
    });
  balancers?.onTargets(() => {
    intended.become(sharesNow(), engine.now);
    service?.look();
  });
  source.begin();
  authority.onEdgeChange(() => source.changed());
  if (scenario.clients.some(({ behaviour }) => behaviour.pool !== null))
    curves?.sampleConnections(engine, (destination) => destinations.openTo(destination));
  const register = (backend: number, verb: RegistrationSpec['verb']) => {
    if (verb === 'deregister') balancers?.targetGroups.deregister(backend);
    else if (balancers?.targetGroups.register(backend)) backends.startCold(backend);
  };
  const cut = ({ fault, targets, nodes }: Strike, by: 1 | -1) => {
    const from = cutFrom(fault);
    const fronts = nodes.map((node) => ways.frontOf[addresses.rowOf(node)] as number);
    const struck = [...rowsOf(targets, scenario), ...fronts];
    if (from) destinations.cut(from, struck, by);
  };
  const surge = (spec: SurgeSpec, on: 0 | 1) => {
    for (const [i, { event, perSecond }] of shadows.entries())
      if (event === spec) source.makeFrom(usual.length + i, on * perSecond);
  };
  scheduleTimeline(timeline, engine, {
    happen({ spec, stream }) {
      if (spec.verb === 'authorityOutage') authority.beginOutage(spec, stream);
      else if (spec.verb === 'resolverOutage') resolvers.beginOutage(spec, stream);
      if (spec.verb === 'register' || spec.verb === 'deregister') {
        for (const backend of rowsOf(spec.backends, scenario)) register(backend, spec.verb);
        return;
      }
      if (spec.verb === 'surge') surge(spec, 1);
      if (spec.verb === 'flush') {
        source.settle();
        flush(spec, scenario, { resolvers, caches: clients.caches, groups: usual });
        source.forgotten();
      }
      if (!isRecordEdit(spec)) return;
      source.settle();
      authority.change(spec, streams);
      if (spec.verb === 'addBackend')
        for (const backend of rowsOf([spec.backend], scenario)) backends.startCold(backend);
      source.changed();
    },
    strike(strike, id, { stream }) {
      source.settle();
      backends.strike(strike, id, stream);
      balancers?.strike(strike, id, stream);
      service?.lookAtNodes();
      cut(strike, 1);
      disturbances.note('faults turn requests away during the run');
      for (const backend of rowsOf(strike.targets, scenario)) checkers.faultBegins(backend);
      source.changed();
    },
    recover(strike, id) {
      source.settle();
      backends.recover(strike, id);
      balancers?.recover(strike, id);
      service?.lookAtNodes();
      cut(strike, -1);
      for (const backend of rowsOf(strike.targets, scenario)) checkers.faultEnds(backend);
      source.changed();
    },
    cease({ spec }) {
      if (spec.verb === 'surge') surge(spec, 0);
      else if (spec.verb === 'authorityOutage') authority.endOutage(spec);
      else if (spec.verb === 'resolverOutage') resolvers.endOutage(spec);
    },
  });
  return {
    engine,
    recorder,
    followers,
    authority,
    resolvers,
    source,
    groups: usual,
    backends,
    balancers,
    intended,
    ages,
    leadIn,
    disturbances,
    curves,
    timeline,
  };
}

/** Empties what an event says. */
function flush(
  spec: FlushSpec,
  scenario: Scenario,
  { resolvers, caches, groups }: Pick<World, 'resolvers' | 'groups'> & { caches: OwnCaches },
): void {
  for (const [row, { name, tierOf }] of scenario.resolvers.entries())
    if (spec.resolvers.includes(tierOf ?? name)) resolvers.flush(row);
  for (const { spec: of, firstRow, memberOf, nameRows } of groups) {
    if (!spec.clients.includes(of.name)) continue;
    const rows = memberOf.length * nameRows.length;
    for (let i = 0; i < rows; i++) caches.forget(firstRow + i);
  }
}

/** By resolver member: its group. */
function groupsOfMembers({ groups, firstMember, members }: Topology): Int32Array {
  const groupOf = new Int32Array(members);
  for (const row of groups.keys()) groupOf.fill(row, firstMember[row], firstMember[row + 1]);
  return groupOf;
}

/** Names of the backends that an event registers with balancers before any takes them out. */
function registeredFirst(timeline: readonly Occurrence[]): ReadonlySet<string> {
  const first = new Map<string, RegistrationSpec['verb']>();
  for (const { spec } of timeline.toSorted((a, b) => a.at - b.at)) {
    if (spec.verb !== 'register' && spec.verb !== 'deregister') continue;
    for (const backend of spec.backends) if (!first.has(backend)) first.set(backend, spec.verb);
  }
  return new Set([...first].flatMap(([backend, verb]) => (verb === 'register' ? [backend] : [])));
}

/** Whether its policy asks how much load stands behind whom. */
const goesBySources = ({ routing }: RecordSpec) =>
  byName(routingPolicies, routing).isForComparison === true;

/** What makes edges answer otherwise, where there is but one possibility. */
function whatChanges({ zones, events }: Scenario): string {
  const records = events.some(isRecordEdit);
  const statuses = zones.some(({ healthChecks }) => healthChecks.length > 0);
  const what =
    records && statuses ? 'records or health statuses' : statuses ? 'health statuses' : 'records';
  return `${what} change during the run`;
}

/** Rows of the backends that bear the names. */
function rowsOf(names: readonly string[], { backends }: Scenario): number[] {
  return names.map((name) => backends.findIndex((backend) => backend.name === name));
}

/** The lead-in before 0, stretched to a turn of the seconds clock if some resolver keeps one. */
function startTime(
  { resolvers, start }: Scenario,
  { seconds }: LeadIn,
  clockPhase: Seconds,
): Seconds {
  if (start === 'cold') return 0;
  const whole = resolvers.some(({ behaviour }) => behaviour.ttlClock === 'seconds');
  return whole ? Math.floor(clockPhase - seconds) - clockPhase : -seconds;
}
