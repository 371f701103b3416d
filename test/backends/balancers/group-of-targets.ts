/** One balancer whose targets answer probes as a test tells them. */
import { TargetChecks } from '../../../sim/backends/balancers/targets/target-checks.ts';
import { TargetRows } from '../../../sim/backends/balancers/targets/target-rows.ts';
import { TARGET_STATES } from '../../../sim/backends/balancers/targets/target-state.ts';
import { TargetStates } from '../../../sim/backends/balancers/targets/target-states.ts';
import { Engine } from '../../../sim/engine/engine.ts';
import { streamsOf } from '../../../sim/random/streams.ts';
import type { BackendSpec, BalancerSpec, TargetGroupSpec } from '../../../sim/scenario.ts';
import { Scripted } from '../../authority/one-check.ts';
import { backend } from '../../support/backends.ts';

export const plainGroup: TargetGroupSpec = {
  name: 'web',
  targets: ['web-1', 'web-2', 'web-3'],
  weight: 1,
  healthCheck: { interval: 10, timeout: 5, healthyThreshold: 5, unhealthyThreshold: 2 },
  deregistrationDelay: 300,
  slowStart: 0,
};

export const plainBalancer: BalancerSpec = {
  name: 'lb',
  dnsName: 'lb.example.com',
  layer: 'l7',
  algorithm: { name: 'round-robin', settings: null },
  nodes: [{ zone: null, address: '198.51.100.1' }],
  targetGroups: [plainGroup],
  crossZone: true,
  failOpen: true,
  targetTimeout: 60,
  stickiness: 0,
  nodeDetection: { name: 'constant', settings: 45 },
};

export interface GroupChange {
  readonly group?: Partial<TargetGroupSpec>;
  readonly balancer?: Partial<BalancerSpec>;
  /** By backend. */
  readonly zones?: readonly string[];
  readonly absent?: readonly number[];
  readonly seed?: number;
}

/** Says of `web-1` … what became of it and when, as `web-1 unhealthy 30`. */
export function groupOfTargets(change: GroupChange = {}) {
  const { group = {}, balancer = {}, zones, absent = [], seed = 1 } = change;
  const spec = { ...plainGroup, ...group };
  const balancers: BalancerSpec[] = [{ ...plainBalancer, targetGroups: [spec], ...balancer }];
  const names = [
    ...new Set(balancers.flatMap((one) => one.targetGroups.flatMap((g) => g.targets))),
  ];
  const backends: BackendSpec[] = names.map((name, i) => ({
    ...backend(name, `192.0.2.${i + 1}`, null),
    zone: zones?.[i] ?? null,
  }));
  const engine = new Engine(0);
  const rows = new TargetRows(balancers, backends);
  const states = new TargetStates(rows, balancers, engine, new Set(absent));
  const target = new Scripted();
  const stream = streamsOf('targets', seed)('health', 'lb');
  const begin = () =>
    new TargetChecks(
      states,
      target,
      engine,
      rows.targets.map(() => stream),
    );
  const heard: string[] = [];
  states.onChange((row, _, to) => heard.push(`${nameOf(row)} ${TARGET_STATES[to]} ${engine.now}`));
  const nameOf = (row: number) => names[rows.targets[row]?.backend as number] as string;
  return {
    engine,
    states,
    target,
    heard,
    /** Puts the health checks to work. */
    begin,
    /** Names of those that may be sent requests by a node. */
    eligible: (node = 0) => [...states.eligible(rows.scopeOf(0, node))].map(nameOf),
    at(time: number, what: () => void): void {
      engine.at(
        time,
        engine.on('scenario event', () => what()),
      );
    },
  };
}
