import * as z from 'zod/mini';
import { duration, oneOf, share } from '../../../sim/settings.ts';
import { described, maybe } from './documented.ts';

const LIMIT = 'expected a limit in the unit of the metric, such as 36%, 90s, 40/s or 1.25';
const limit = z.union([z.number({ error: LIMIT }), z.string({ error: LIMIT })], { error: LIMIT });
const NAME = 'expected a name';
const name = z.string({ error: NAME });

/** One object for all metrics, so that editors complete it; which keys go together is checked when it is resolved. */
export const expectationSchema = z.strictObject({
  metric: described(
    'A measure by its name, `drain`, `settle`, `failures` or `answer-share`.',
    name,
  ),
  backend: maybe('The backend it is measured at; each of them when left out.', name),
  client: maybe('The client group it is measured at; each of them when left out.', name),
  resolver: maybe('The resolver group it is measured at; each of them when left out.', name),
  event: maybe('The event that it follows; each of them when left out.', name),
  quantile: maybe('Of a distribution; its mean when left out.', oneOf('p50', 'p95', 'p99')),
  to: maybe(
    'With drain: the part of requests that have left. With settle: that follow the change.',
    share,
  ),
  from: maybe('With failures: where the stretch of time begins.', duration),
  until: maybe('With failures: where it ends.', duration),
  against: maybe('With answer-share: what answers are held against.', oneOf('weights')),
  test: maybe('With answer-share: how.', oneOf('chi-square')),
  level: maybe('With answer-share: the part of right answers that the test refuses.', share),
  below: maybe('At most this.', limit),
  above: maybe('At least this.', limit),
  between: maybe(
    'From the one to the other.',
    z.tuple([limit, limit], { error: 'expected two limits, [lowest, highest]' }),
  ),
});

export type ExpectationInput = z.output<typeof expectationSchema>;
