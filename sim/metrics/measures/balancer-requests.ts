import { balancerAt, forwardedTo, nodeSum } from './balancer-rows.ts';
import type { RatioMeasure } from './measure.ts';
import { sum } from './sums.ts';

export const balancerRequests: RatioMeasure = {
  kind: 'ratio',
  name: 'requests',
  summary: 'Requests that came to the nodes of the balancer.',
  of: 'balancer',
  unit: 'requests',
  path: 'balancers[].requests',
  read: (m, i) => ({ y: sum(balancerAt(m, i).requests), x: 1 }),
};

export const nodeRequests: RatioMeasure = {
  kind: 'ratio',
  name: 'requests',
  summary: 'Requests that came to the node.',
  of: 'node',
  unit: 'requests',
  path: 'balancers[].nodes[].requests',
  read: (m, i) => ({ y: nodeSum(m, i, 'requests'), x: 1 }),
};

export const forwardedRequests: RatioMeasure = {
  kind: 'ratio',
  name: 'requests',
  summary: 'Requests that the balancer sent on to the target, whatever became of them.',
  of: 'forwarded',
  unit: 'requests',
  path: 'balancers[].targets[].requests',
  read: (m, i) => ({ y: forwardedTo(m, i).y, x: 1 }),
};

export const forwardedShare: RatioMeasure = {
  kind: 'ratio',
  name: 'share',
  summary: 'The part of all requests that the balancer sent on which went to the target.',
  of: 'forwarded',
  unit: 'share',
  path: 'balancers[].targets[].share',
  read: forwardedTo,
};
