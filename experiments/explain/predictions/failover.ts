/** From a fault to the last request at the backend it struck. */
import { meanOf, quantileOf } from '../../../sim/random/index.ts';
import type { EndpointCheckSpec, FaultSpec, RecordSpec, ZoneSpec } from '../../../sim/scenario.ts';
import { detectionRange, meanDetection } from '../../../theory/failover/detection.ts';
import type { Prediction } from '../explanation.ts';
import { lifetimesOf } from '../lifetimes.ts';
import type { Setting } from '../setting.ts';
import { askersOf, stalenessOf } from '../staleness.ts';
import type { PredictionTopic } from './topic.ts';

const DETECTION =
  '(F−1)I+F·t_f+I·m/(n+1)+lag, m = n−⌊0.18n⌋ checkers must see it (theory/failover/detection)';
const DEAD =
  'E[D] and what caches still hold, ρE[L²]/2; hT/2 for one TTL (theory/failover/dead-share)';

export const failover: PredictionTopic = {
  name: 'failover',
  predict: (setting) =>
    setting.scenario.events.flatMap((event, i) =>
      event.verb === 'fault'
        ? event.targets.flatMap((target) => rowsOf(setting, event, i, target))
        : [],
    ),
};

/** Faults at which a probe waits for its time-out. */
const SILENT = ['blackhole', 'unreachable'];

/** Why it cannot be said when probes fail. */
function chanceOf({ fault, share, flap }: FaultSpec): string | null {
  if (flap) return 'it comes and goes, perhaps before its checkers have seen it often enough';
  if (share !== undefined) return 'which backends it strikes is drawn anew in each replication';
  if (fault.name === 'partition') return 'only checkers in some places are cut off';
  if (fault.name === 'errors') return 'each probe fails by chance';
  return fault.name === 'slow' ? 'whether a probe is late depends on the queue' : null;
}

function rowsOf(setting: Setting, fault: FaultSpec, i: number, target: string): Prediction[] {
  const of = fault.targets.length > 1 ? `${fault.name} (${target})` : fault.name;
  const detection = 'detection, as an edge answers';
  const unclear = chanceOf(fault);
  if (unclear !== null) return [{ what: detection, of, reason: unclear }];
  const watch = watchOf(setting, fault, target);
  if ('reason' in watch) return [{ what: detection, of, reason: watch.reason }];
  const { check, zone, name } = watch;
  const lag = zone.edges.healthLag;
  const failing = SILENT.includes(fault.fault.name) ? check.timeouts.connect : 0;
  const of1 = { interval: check.interval, threshold: check.failureThreshold, failing };
  const mean = meanDetection({ ...of1, publication: meanOf(lag) }, check.checkers);
  const latest = detectionRange({ ...of1, publication: quantileOf(lag)(1 - 1e-12) })[1];
  const row = { of, unit: 'seconds', nearly: null, measured: null } as const;
  const queued =
    check.probe === 'queue' &&
    setting.scenario.backends.some((one) => one.name === target && one.server !== null);
  const found: Prediction = {
    ...row,
    what: detection,
    value: mean,
    source: DETECTION,
    nearly: queued ? 'probes are taken as answered at once while it works' : null,
  };
  if (endsBefore(setting, fault, latest))
    return [
      found,
      {
        what: 'what goes to it after',
        of,
        reason: 'the fault, or the run, may end before all caches know',
      },
    ];
  return [
    found,
    ...afterwards(setting, {
      of,
      name,
      target,
      mean,
      latest,
      single: fault.targets.length === 1,
      i,
    }),
  ];
}

function afterwards(
  setting: Setting,
  {
    of,
    name,
    target,
    mean,
    latest,
    single,
    i,
  }: {
    readonly of: string;
    readonly name: number;
    readonly target: string;
    readonly mean: number;
    readonly latest: number;
    readonly single: boolean;
    readonly i: number;
  },
): Prediction[] {
  const what = 'seconds of its usual load that still go to it';
  const staleness = stalenessOf(setting, name);
  if ('reason' in staleness) return [{ what, of, reason: staleness.reason }];
  const { names, requestRate, scenario } = setting;
  const facts = names[name] as Setting['names'][number];
  const backend = scenario.backends.findIndex((one) => one.name === target);
  const seconds = mean + staleness.seconds;
  const row = { of, source: DEAD, nearly: staleness.nearly, measured: null } as const;
  const lifetimes = lifetimesOf(setting);
  const kept = askersOf(setting, facts).map(
    ({ name: client }) =>
      lifetimes.find(({ tier }) => tier === `clients ${client}`)?.longestSeconds ?? null,
  );
  const longest = kept.some((one) => one === null) ? null : Math.max(...(kept as number[]));
  return [
    {
      ...row,
      what,
      value: seconds,
      unit: 'seconds',
      measured: single ? `events.${i}.areaSeconds.dead` : null,
    },
    {
      ...row,
      what: 'requests that still go to it',
      value: seconds * requestRate * facts.share * (facts.intended[backend] as number),
      unit: 'requests',
    },
    ...(longest === null
      ? []
      : [
          {
            ...row,
            what: 'the last of them, at the latest',
            value: latest + longest,
            unit: 'seconds' as const,
            nearly: null,
            source: 'the slowest detection and lag, then the longest that an answer is in use',
          },
        ]),
  ];
}

interface Watch {
  readonly check: EndpointCheckSpec;
  readonly zone: ZoneSpec;
  readonly name: number;
}

/** The health check that will take the target out of the one name that it answers, or why there is none. */
function watchOf(
  setting: Setting,
  fault: FaultSpec,
  target: string,
): Watch | { readonly reason: string } {
  const { names, scenario } = setting;
  const addresses = new Set(scenario.backends.find(({ name }) => name === target)?.addresses);
  const isOf = ({ values }: RecordSpec) => values.some((value) => addresses.has(value));
  const rows = names.flatMap(({ found }, row) => (found.group.some(isOf) ? [row] : []));
  const [name, ...others] = rows;
  if (name === undefined) {
    const balancer = scenario.balancers.find(({ targetGroups }) =>
      targetGroups.some(({ targets }) => targets.includes(target)),
    );
    return {
      reason: balancer
        ? `${target} is behind ${balancer.name}, which finds out by its own checks`
        : `no answer names ${target}`,
    };
  }
  if (others.length > 0) return { reason: `${target} answers for several names` };
  const { group, zone } = (names[name] as Setting['names'][number]).found;
  const own = group.filter(isOf);
  const checks = new Set(own.map(({ healthCheck }) => healthCheck));
  const check = zone.healthChecks.find((one) => checks.size === 1 && checks.has(one.name));
  if (!check) return { reason: `no health check takes ${target} out: answers go on naming it` };
  if (check.disabled) return { reason: `health check ${check.name} is disabled` };
  if ('status' in check) return { reason: `nothing changes health check ${check.name}` };
  if (!('backend' in check))
    return { reason: `health check ${check.name} is worked out from others` };
  if (check.inverted) return { reason: `health check ${check.name} is inverted` };
  if (check.backend !== target)
    return { reason: `health check ${check.name} watches ${check.backend}` };
  const struck = new Set(
    scenario.backends
      .filter((one) => fault.targets.includes(one.name))
      .flatMap((one) => one.addresses),
  );
  if (group.every(({ values }) => values.every((value) => struck.has(value))))
    return { reason: 'no healthy record is left, so all go on being answered' };
  return { check, zone, name };
}

/** Whether a fault may be over, or the run, before the last cache has forgotten the target. */
function endsBefore({ scenario }: Setting, { at, lasts }: FaultSpec, latest: number): boolean {
  const shortest = lasts ? quantileOf(lasts)(0) : Number.POSITIVE_INFINITY;
  return Math.min(shortest, scenario.duration - meanOf(at)) < latest;
}
