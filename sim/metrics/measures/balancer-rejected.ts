import { balancerAt, nodeSum } from './balancer-rows.ts';
import type { RatioMeasure } from './measure.ts';
import { sum } from './sums.ts';

export const balancerRejected: RatioMeasure = {
  kind: 'ratio',
  name: 'rejected',
  summary: 'Requests, or with l4 connections, for which the balancer had no target.',
  of: 'balancer',
  unit: 'requests',
  path: 'balancers[].rejected',
  read: (m, i) => ({ y: sum(balancerAt(m, i).rejected), x: 1 }),
};

export const nodeRejected: RatioMeasure = {
  kind: 'ratio',
  name: 'rejected',
  summary: 'Requests, or with l4 connections, for which the node had no target.',
  of: 'node',
  unit: 'requests',
  path: 'balancers[].nodes[].rejected',
  read: (m, i) => ({ y: nodeSum(m, i, 'rejected'), x: 1 }),
};
