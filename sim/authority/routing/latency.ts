import { regionName } from '../../geography/region-name.ts';
import type { RecordSpec } from '../../scenario.ts';
import type { Origin } from '../origin.ts';
import { notSimpleOnly, oneEach, withinQuota } from './api-rules.ts';
import { highest } from './one-record.ts';
import type { RoutingPolicy } from './policy.ts';

/**
 * route53.md section 3.4: the record set of the Region with the lowest latency for users where the query comes from,
 * as Route 53 believes it to be; of equal ones the first in the zone. What is unhealthy is not in the group, so the
 * next lowest answers.
 */
export const latency: RoutingPolicy = {
  name: 'latency',
  summary: 'The record set of the AWS Region with the lowest latency from where the query comes.',
  looksAtOrigin: true,
  billedAs: 'latency',
  fields: { region: regionName },
  hasSetIdentifier: true,
  check: (group) => [
    ...oneEach(group, 'region', 'latency', (record) => `region=${regionOf(record)}`),
    ...group.flatMap(({ values }, record) =>
      values.length > 1
        ? [
            {
              record,
              key: 'values',
              message: `${values.length} values: a latency record set holds exactly one (API:ResourceRecordSet.Region)`,
            },
          ]
        : [],
    ),
    ...notSimpleOnly(group, 'latency'),
    ...withinQuota(group, 'latency', 100),
  ],
  doubt: (group, { origin }) =>
    group.every((record) => latencyOf(record, origin) !== null)
      ? null
      : {
          message:
            'Route 53 answers by the latency from where they are, which nobody knows; give them a region, or a place with coordinates',
          isFatal: true,
        },
  prepare: (group, { origin }) =>
    highest(
      group.map((record) => {
        const seconds = latencyOf(record, origin);
        return seconds === null ? null : -seconds;
      }),
    ),
  grounds: (group, { origin }) =>
    group.map((record) => {
      const seconds = latencyOf(record, origin);
      const far =
        seconds === null ? 'nobody knows how far' : `${Number((1000 * seconds).toPrecision(3))} ms`;
      return { fact: `${far} to ${regionOf(record)}`, rule: 'the lowest latency' };
    }),
};

const regionOf = ({ settings }: RecordSpec) => settings.region as string;
const latencyOf = (record: RecordSpec, origin: Origin) => origin.latencyTo(regionOf(record));
