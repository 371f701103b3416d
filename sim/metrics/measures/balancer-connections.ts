import { balancerAt, nodeSum } from './balancer-rows.ts';
import type { RatioMeasure } from './measure.ts';
import { sum } from './sums.ts';

export const balancerConnections: RatioMeasure = {
  kind: 'ratio',
  name: 'connections',
  summary: "Clients' connections opened to the balancer.",
  of: 'balancer',
  unit: 'connections',
  path: 'balancers[].connections',
  read: (m, i) => ({ y: sum(balancerAt(m, i).connections), x: 1 }),
};

export const nodeConnections: RatioMeasure = {
  kind: 'ratio',
  name: 'connections',
  summary: "Clients' connections opened to the node.",
  of: 'node',
  unit: 'connections',
  path: 'balancers[].nodes[].connections',
  read: (m, i) => ({ y: nodeSum(m, i, 'connections'), x: 1 }),
};
