/** What AWS sets where a target group says nothing (ELB API reference: CreateTargetGroup, TargetGroupAttribute). */
import type { BalancerSpec, TargetCheckSpec } from '../../../scenario.ts';
import type { Seconds } from '../../../settings.ts';

/** Of an Application Load Balancer (HTTP), and of a Network Load Balancer (TCP). */
export const CHECK_DEFAULTS: Readonly<Record<BalancerSpec['layer'], TargetCheckSpec>> = {
  l7: { interval: 30, timeout: 5, healthyThreshold: 5, unhealthyThreshold: 2 },
  l4: { interval: 30, timeout: 10, healthyThreshold: 5, unhealthyThreshold: 2 },
};

export const DEREGISTRATION_DELAY: Seconds = 300;

/** Algorithms that AWS takes neither with slow start nor, the second, with stickiness (ALB guide: routing algorithms). */
export const WITHOUT_SLOW_START: readonly string[] = ['least-outstanding', 'weighted-random'];
export const WITHOUT_STICKINESS: readonly string[] = ['weighted-random'];
