/** Targets of balancers: when they are found out, and what no balancer could better. */
import { cvSquaredOf, meanOf } from '../../../sim/random/index.ts';
import type { BackendSpec, BalancerSpec, ServerSpec } from '../../../sim/scenario.ts';
import { meanTargetDetection } from '../../../theory/failover/target-detection.ts';
import { pooledSojourn } from '../../../theory/queueing/pooled-servers.ts';
import type { Prediction } from '../explanation.ts';
import type { Setting } from '../setting.ts';
import type { PredictionTopic } from './topic.ts';

const DETECTION = '(F−½)I + t_f, one checker at a uniform phase (theory/failover/target-detection)';

export const balancing: PredictionTopic = {
  name: 'balancers',
  predict: (setting) =>
    setting.scenario.balancers.flatMap((balancer) => [
      ...detections(balancer),
      ...pooled(setting, balancer),
    ]),
};

function detections({ targetGroups }: BalancerSpec): Prediction[] {
  return targetGroups.flatMap(({ name: of, healthCheck }) => {
    const { interval, timeout, healthyThreshold, unhealthyThreshold } = healthCheck;
    const row = { of, unit: 'seconds', source: DETECTION, nearly: null, measured: null } as const;
    const mean = (threshold: number, answering: number) =>
      meanTargetDetection({ interval, threshold, answering });
    return [
      { ...row, what: 'a target that refuses is out', value: mean(unhealthyThreshold, 0) },
      { ...row, what: 'a target that is silent is out', value: mean(unhealthyThreshold, timeout) },
      { ...row, what: 'a target is back', value: mean(healthyThreshold, 0) },
    ];
  });
}

/** One queue for all servers: what a rule can come near to that sends each request to a server at once. */
function pooled(setting: Setting, { name: of, targetGroups }: BalancerSpec): Prediction[] {
  const { scenario, names, requestRate } = setting;
  const what = 'mean response time, at best';
  const targets = new Set(targetGroups.flatMap((group) => group.targets));
  const rows = scenario.backends.flatMap((backend, row) =>
    targets.has(backend.name) ? [row] : [],
  );
  const servers = rows.map((row) => (scenario.backends[row] as BackendSpec).server);
  const [first] = servers;
  if (!first) return [];
  const rate = names.reduce(
    (sum, { share, intended }) =>
      sum + share * requestRate * rows.reduce((part, row) => part + (intended[row] as number), 0),
    0,
  );
  const trouble = troubleOf(setting, servers);
  if (trouble !== null) return [{ what, of, reason: trouble }];
  const service = meanOf(first.service);
  const workers = servers.reduce((sum, server) => sum + (server as ServerSpec).workers, 0);
  const offered = rate * service;
  if (offered >= workers)
    return [{ what, of, reason: 'more is meant for its targets than they can serve' }];
  return [
    {
      what,
      of,
      value: pooledSojourn(workers, offered) * service,
      unit: 'seconds',
      source: 'M/M/c: one queue for all workers of all targets',
      nearly: 'a bound: what each algorithm adds to it, a run shows',
      measured: null,
    },
  ];
}

function troubleOf({ scenario }: Setting, servers: readonly (ServerSpec | null)[]): string | null {
  const texts = new Set(servers.map((server) => JSON.stringify(server)));
  if (texts.size > 1) return 'its targets are not alike';
  const [server] = servers;
  if (!server || Math.abs(cvSquaredOf(server.service) - 1) > 1e-9)
    return 'service times are not exponential';
  if (server.queueLimit !== Number.POSITIVE_INFINITY) return 'a full queue turns requests away';
  const other = scenario.clients.find(({ arrivals }) => arrivals.name !== 'poisson');
  if (other) return `arrivals of ${other.name} are not Poisson`;
  return scenario.events.length > 0 ? 'faults or changes happen during the run' : null;
}
