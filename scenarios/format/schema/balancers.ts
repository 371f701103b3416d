import * as z from 'zod/mini';
import { algorithms } from '../../../sim/backends/balancers/algorithms/index.ts';
import { keyed, word } from '../../../sim/chosen.ts';
import { law } from '../../../sim/random/index.ts';
import { address, duration, name, oneOf, span, whole } from '../../../sim/settings.ts';
import { wholeTarget } from '../targets.ts';
import { described, maybe, oneKeyOf } from './documented.ts';

const ALGORITHM = `expected an algorithm: ${algorithms.map((one) => (one.settings ? `{ ${one.name}: … }` : one.name)).join(', ')}`;

const algorithm = z.union(
  [
    word(
      algorithms.filter(({ settings }) => !settings),
      ALGORITHM,
    ),
    ...algorithms.flatMap(({ settings, ...plugin }) =>
      settings ? [keyed({ ...plugin, settings })] : [],
    ),
  ],
  { error: ALGORITHM },
);

const yesOrNo = z.boolean({ error: 'expected true or false' });

/** Defaults: ELB API reference, CreateTargetGroup; where AWS states none, that is said. */
const healthCheck = z.strictObject({
  interval: maybe(
    'From one probe of a target to the next: 30s unless stated, as of Application and Network Load Balancers.',
    span,
  ),
  timeout: maybe(
    'After so long without a response a probe has failed: 5s unless stated (HTTP), of l4 balancers 10s (TCP).',
    span,
  ),
  healthyThreshold: maybe(
    'Probes in a row that make an unhealthy target healthy: 5 unless stated.',
    whole(1, 1000),
  ),
  unhealthyThreshold: maybe(
    'Probes in a row that make a healthy target unhealthy: 2 unless stated.',
    whole(1, 1000),
  ),
});

const targetGroup = z.strictObject({
  name: described('What results call it.', name),
  targets: described('The backends in it.', wholeTarget),
  weight: z._default(
    described(
      'Its part of the requests, against the other groups; 0: none (ALB: weighted target groups, 0 to 999).',
      whole(0, 999),
    ),
    1,
  ),
  healthCheck: z.prefault(
    described("The balancer's own checks of these targets.", healthCheck),
    {},
  ),
  deregistrationDelay: maybe(
    'For so long a target that is deregistered may finish what it has: 300s unless stated (deregistration_delay.timeout_seconds).',
    duration,
  ),
  slowStart: maybe(
    'For so long the share of a target that has become healthy grows, linearly; not at all unless stated (slow_start.duration_seconds).',
    duration,
  ),
});

const node = z.strictObject({
  zone: maybe('The availability zone it is in.', name),
  address: described('The address at which it takes connections, IPv4 or IPv6.', address),
});

export const balancerSchema = z.strictObject({
  name: described('What the scenario and its results call it.', name),
  dnsName: described(
    'The name that answers with its nodes in service: a name of its own, such as lb-123.eu-west-1.elb.amazonaws.com.',
    z.string({ error: 'expected a domain name, such as lb-123.elb.amazonaws.com' }),
  ),
  layer: described(
    '`l7` balances requests, as an Application Load Balancer; `l4` connections, as a Network Load Balancer.',
    oneOf('l4', 'l7'),
  ),
  algorithm: maybe(
    `How a node chooses a target; round-robin unless stated, of l4 balancers flow-hash. ${algorithms.map((one) => `${one.name}: ${one.summary}`).join(' ')}`,
    algorithm,
  ),
  nodes: described(
    'Where it takes connections; AWS has one or more in each availability zone that is enabled.',
    z
      .array(node, { error: 'expected a list of nodes' })
      .check(z.minLength(1, { error: 'expected at least one node' })),
  ),
  targets: maybe('The backends it balances: short for one target group.', wholeTarget),
  targetGroups: maybe(
    'Groups of backends, over which requests are divided by weight.',
    z
      .array(targetGroup, { error: 'expected a list of target groups' })
      .check(z.minLength(1, { error: 'expected at least one target group' })),
  ),
  crossZone: maybe(
    'Whether a node sends to targets of every zone, or of its own alone; on unless stated, of l4 balancers off, as AWS has it.',
    yesOrNo,
  ),
  failOpen: z._default(
    described('Whether, with no healthy target, all are taken for healthy, as AWS does.', yesOrNo),
    true,
  ),
  targetTimeout: maybe(
    'For so long an l7 node waits for a response, then answers with an error: 60s unless stated, the idle time-out of an Application Load Balancer.',
    span,
  ),
  stickiness: maybe(
    'For so long after its last request a client goes on with the target it had, by a cookie or, of l4 balancers, its address; it does not unless stated. AWS has 1d for cookies.',
    duration,
  ),
  nodeDetection: z.prefault(
    described(
      'From the loss of a node itself, as with its zone, until it leaves DNS, but for the lag of edges; and back. AWS documents none.',
      law,
    ),
    { uniform: ['30s', '60s'] },
  ),
});

oneKeyOf(['targets', 'targetGroups'], balancerSchema);

export type BalancerInput = z.output<typeof balancerSchema>;
export type TargetGroupInput = z.output<typeof targetGroup>;
