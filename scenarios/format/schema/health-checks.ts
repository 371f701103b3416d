import * as z from 'zod/mini';
import { CHECKER_REGIONS } from '../../../sim/authority/health/regions.ts';
import { duration, name, oneOf, whole } from '../../../sim/settings.ts';
import { described, documentation, maybe } from './documented.ts';

const span = z.pipe(duration, z.number().check(z.gt(0, { error: 'expected a duration above 0' })));

const yesOrNo = z.boolean({ error: 'expected true or false' });

/** Route 53 wants three Regions at least (API:HealthCheckConfig.Regions). */
const regions = z
  .array(oneOf(...CHECKER_REGIONS), { error: 'expected a list of AWS Regions' })
  .check(
    z.minLength(3, { error: 'Route 53 has checkers in three AWS Regions at least' }),
    z.refine((list) => new Set(list).size === list.length, {
      error: 'an AWS Region is listed twice; write each once',
    }),
  );

const checkers = z.union(
  [
    whole(1, 1000),
    z.strictObject({
      regions: z._default(
        described(
          'The AWS Regions that they are in; all that Route 53 has unless stated.',
          regions,
        ),
        [...CHECKER_REGIONS],
      ),
      perRegion: z._default(described('How many probe from each of them.', whole(1, 100)), 2),
    }),
  ],
  { error: 'expected a number of checkers, or { regions: …, perRegion: … }' },
);

/** route53.md section 4.1, in its own words but for what is probed: a backend of the scenario. */
const check = z.strictObject({
  name: described('What records call it.', name),
  backend: maybe('Name of the backend that it probes; one that is disabled needs none.', name),
  endpoint: maybe(
    'In place of a backend: its IPv4 address, or a name that records give this address.',
    z.string({ error: 'expected an IPv4 address, or a name of the zones' }),
  ),
  status: maybe(
    'In place of a backend: what it says throughout, as of an alarm or a routing control; `deleted`: records still name it, which Route 53 answers unpredictably, here healthy.',
    oneOf('healthy', 'unhealthy', 'deleted'),
  ),
  calculated: maybe(
    'In place of a backend: healthy while enough of other checks are.',
    z.strictObject({
      children: described(
        'Names of checks that probe a backend.',
        z
          .array(name, { error: 'expected a list of health checks' })
          .check(
            z.minLength(1, { error: 'expected at least one health check' }),
            z.maxLength(256, { error: 'expected at most 256 health checks' }),
          ),
      ),
      threshold: described('How many must be healthy.', whole(0, 256)),
    }),
  ),
  inverted: z._default(described('Whether healthy means unhealthy, and back.', yesOrNo), false),
  disabled: z._default(
    described('Whether it is not performed, and always healthy.', yesOrNo),
    false,
  ),
  type: z._default(
    described(
      'What a probe asks for; a tcp probe only connects.',
      oneOf('http', 'https', 'http-str-match', 'https-str-match', 'tcp'),
    ),
    'http',
  ),
  interval: z.prefault(
    described("From a probe's response to the next one's request; Route 53 has 10s and 30s.", span),
    '30s',
  ),
  failureThreshold: z._default(
    described("Probes in a row that change a checker's mind.", whole(1, 10)),
    3,
  ),
  checkers: z._default(
    described('How many probe, none knowing of the others; or how many in each Region.', checkers),
    16,
  ),
  timeouts: z.prefault(
    described(
      'When a probe is given up.',
      z.strictObject({
        connect: maybe('Limit for connecting: 4s, for tcp 10s.', span),
        response: maybe('Limit for the response, from the request on: 2s.', span),
      }),
    ),
    {},
  ),
  awsEndpoint: z._default(
    described(
      'Whether the endpoint is an AWS resource of the same account, which costs less.',
      yesOrNo,
    ),
    false,
  ),
  measureLatency: z._default(
    described('Whether Route 53 also measures latency; it changes what the check costs.', yesOrNo),
    false,
  ),
  probe: maybe(
    '`queue`: a probe is a request like others, by default where the backend has a service; `connect`: it needs a connection; `instant`: it needs no fault.',
    oneOf('queue', 'connect', 'instant'),
  ),
});

documentation.add(check, {
  anyOf: ['backend', 'endpoint', 'calculated', 'status', 'disabled'].map((key) => ({
    required: [key],
  })),
});
export const healthCheckSchema = check;

export type HealthCheckInput = z.output<typeof healthCheckSchema>;
