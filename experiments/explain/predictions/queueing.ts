/** Utilisation of servers, and how long requests wait where they arrive as a Poisson stream. */
import { probing } from '../../../sim/authority/health/status.ts';
import { disciplines } from '../../../sim/backends/disciplines/index.ts';
import { byName } from '../../../sim/plugin.ts';
import { cvSquaredOf, meanOf } from '../../../sim/random/index.ts';
import type { ServerSpec } from '../../../sim/scenario.ts';
import { pooledSojourn } from '../../../theory/queueing/pooled-servers.ts';
import { mg1Wait } from '../../../theory/queueing/single-server.ts';
import { followTrouble, mayBeSorted, sharedChoices } from '../choices.ts';
import type { Prediction } from '../explanation.ts';
import type { Setting } from '../setting.ts';
import type { PredictionTopic } from './topic.ts';

interface Load {
  readonly names: readonly string[];
  /** Row of the first of them. */
  readonly row: number;
  readonly rate: number;
  readonly server: ServerSpec;
}

export const queueing: PredictionTopic = {
  name: 'servers',
  predict: (setting) => loadsOf(setting).flatMap((load) => rowsOf(setting, load)),
};

function rowsOf(setting: Setting, { names, row, rate, server }: Load): Prediction[] {
  const of =
    names.length > 1 ? `${names[0]} and ${names.length - 1} like it` : (names[0] as string);
  const service = meanOf(server.service);
  const offered = rate * service;
  const utilisation = offered / server.workers;
  const [busy, wait, response] = ['utilisation', 'mean wait', 'mean response time'];
  const bias = shareTrouble(setting);
  if (bias !== null) return [busy, wait, response].map((what) => ({ what, of, reason: bias }));
  if (utilisation >= 1) {
    const reason = `${utilisation.toFixed(2)} times what it can serve is meant for it: the queue has no steady state`;
    return [{ what: busy, of, reason }];
  }
  const isLimited = server.queueLimit !== Number.POSITIVE_INFINITY;
  const used: Prediction = {
    what: busy,
    of,
    value: utilisation,
    unit: 'share',
    source: 'λ·s over the workers, λ by intended share',
    nearly: isLimited ? 'what a full queue turns away is left out' : null,
    measured: `backends.${row}.utilisation`,
  };
  const trouble = poissonTrouble(setting) ?? queueTrouble(setting, server);
  if (trouble !== null)
    return [used, ...[wait, response].map((what) => ({ what, of, reason: trouble }))];
  const shares = byName(disciplines, server.discipline).shares;
  const waited =
    server.workers === 1 && !shares
      ? mg1Wait(utilisation, cvSquaredOf(server.service)) * service
      : (pooledSojourn(server.workers, offered) - 1) * service;
  const about = {
    of,
    unit: 'seconds',
    source: shares
      ? 'processor sharing: as M/M/c, whatever the law of service'
      : server.workers === 1
        ? 'M/G/1: ρ(1+c²)/(2(1−ρ)) (Pollaczek and Khinchine)'
        : 'M/M/c: C/(c−a), C of Erlang',
    nearly: null,
  } as const;
  return [
    used,
    { ...about, what: wait, value: waited, measured: `backends.${row}.queueWait.meanSeconds` },
    {
      ...about,
      what: response,
      value: waited + service,
      measured: `backends.${row}.responseTime.meanSeconds`,
    },
  ];
}

/** Servers of equal load and kind together, the first of them standing for all. */
function loadsOf({ scenario, names, requestRate }: Setting): Load[] {
  const loads = new Map<string, Load>();
  for (const [row, { name, server }] of scenario.backends.entries()) {
    if (!server) continue;
    const rate = names.reduce(
      (sum, { share, intended }) => sum + share * requestRate * (intended[row] as number),
      0,
    );
    if (rate === 0) continue;
    const key = JSON.stringify([server, rate.toPrecision(9)]);
    const alike = loads.get(key);
    loads.set(
      key,
      alike ? { ...alike, names: [...alike.names, name] } : { names: [name], row, rate, server },
    );
  }
  return [...loads.values()];
}

/** Algorithms that divide a node's load evenly, whatever targets do with it. */
const EVEN: readonly string[] = ['random', 'round-robin'];

/** Why a backend's mean load may not be its intended share. */
function shareTrouble(setting: Setting): string | null {
  const { scenario, names } = setting;
  const adapting = scenario.balancers.find(
    ({ algorithm, stickiness }) => stickiness > 0 || !EVEN.includes(algorithm.name),
  );
  if (adapting) return `${adapting.name} goes by the client, or by how busy targets are`;
  if (scenario.events.length > 0) return 'faults or changes happen during the run';
  if (mayBeSorted(setting)) return 'clients sort addresses';
  if (names.some(({ ttlLaw }) => ttlLaw.filter(({ chance }) => chance > 0).length > 1))
    return 'answers of longer TTLs are followed by more requests';
  if (scenario.zones.some(({ order, selection }) => order === 'fixed' || selection === 'sticky'))
    return 'answers come in a fixed order or stick to the asker';
  if (
    scenario.resolvers.some(
      ({ behaviour }) => behaviour.base === 'sorted' && isOrderKept(behaviour),
    )
  )
    return 'resolvers sort addresses';
  return scenario.clients.some(({ behaviour }) => behaviour.retry !== null)
    ? 'clients try again'
    : null;
}

const isOrderKept = ({
  orderOnMiss,
  orderOnHit,
}: Setting['scenario']['resolvers'][number]['behaviour']) =>
  [orderOnMiss, orderOnHit].some(({ name }) => name === 'base');

/** Why requests do not reach a backend as a Poisson stream. */
function poissonTrouble(setting: Setting): string | null {
  const { scenario, names } = setting;
  if (scenario.balancers.length > 0) return 'a balancer chooses where each of them goes';
  const waves = 'requests come in waves, one for each answer or choice that several follow';
  const other = scenario.clients.find(({ arrivals }) => arrivals.name !== 'poisson');
  if (other) return `arrivals of ${other.name} are not Poisson`;
  const trouble = followTrouble(setting);
  if (trouble !== null) return trouble;
  if (
    scenario.clients.some(({ behaviour }) => behaviour.requestTimeout !== Number.POSITIVE_INFINITY)
  )
    return 'clients give up';
  if (names.some(({ coefficients }) => coefficients.content > 1e-12)) return waves;
  for (const group of scenario.resolvers) {
    const shared = sharedChoices(setting, group);
    if ('reason' in shared) return shared.reason;
    if (shared.length > 0) return waves;
  }
  return null;
}

function queueTrouble(
  { scenario }: Setting,
  { workers, service, queueLimit, discipline, timeout }: ServerSpec,
): string | null {
  if (timeout !== Number.POSITIVE_INFINITY) return 'servers reset requests that take too long';
  if (queueLimit !== Number.POSITIVE_INFINITY) return 'a full queue turns requests away';
  if (
    scenario.zones.some(({ healthChecks }) =>
      probing(healthChecks).some(({ probe }) => probe === 'queue'),
    )
  )
    return 'probes wait in the queue too';
  return workers > 1 && service.name !== 'exponential' && !byName(disciplines, discipline).shares
    ? 'several workers, and service times that are not exponential'
    : null;
}
