import type { RecordSpec } from '../../scenario.ts';
import { oneOf } from '../../settings.ts';
import { notSimpleOnly } from './api-rules.ts';
import { always } from './one-record.ts';
import type { RoutingPolicy } from './policy.ts';

/**
 * route53.md section 3.3: the primary while it is healthy, else the secondary while that is, else the primary again.
 * Of unhealthy members nothing is left here unless all are: so a primary without a health check never fails over, and
 * a secondary without one has every answer while the primary is down.
 */
export const failover: RoutingPolicy = {
  name: 'failover',
  summary: 'The primary record set while it is healthy, then the secondary; neither: the primary.',
  fields: { failover: oneOf('PRIMARY', 'SECONDARY') },
  hasSetIdentifier: true,
  check: (group) => [
    ...notSimpleOnly(group, 'failover'),
    ...group.flatMap(({ name, type, setIdentifier, settings }, i) =>
      group.findIndex((other) => other.settings.failover === settings.failover) === i
        ? []
        : [
            {
              record: i,
              key: 'failover',
              // After the words for two record sets of one region (terraform-provider-aws#1668).
              message:
                `RRSet with DNS name ${name}., type ${type}, SetIdentifier ${setIdentifier}, and failover=${settings.failover} ` +
                'cannot be created because a failover RRSet with the same name, type and failover already exists; there is one PRIMARY and one SECONDARY',
            },
          ],
    ),
  ],
  remarks(group) {
    const [first] = group;
    if (!first) return [];
    if (group.length === 1) {
      const other = first.settings.failover === 'PRIMARY' ? 'SECONDARY' : 'PRIMARY';
      return [
        {
          record: 0,
          key: 'failover',
          message: `there is no ${other} for ${first.name} ${first.type}: this record set has every answer, healthy or not`,
        },
      ];
    }
    return group.flatMap(({ settings, healthCheck, alias }, i) =>
      settings.failover === 'PRIMARY' && healthCheck === null && !alias?.evaluateTargetHealth
        ? [
            {
              record: i,
              key: 'failover',
              message: alias
                ? 'a primary alias without a health check that does not evaluate the health of its target never fails over'
                : 'a primary without a health check never fails over',
            },
          ]
        : [],
    );
  },
  prepare: (group) => always(firstRow(group)),
  grounds(group) {
    const hasPrimary = group.some(isPrimary);
    return group.map((record) => ({
      fact: isPrimary(record) ? 'the primary' : 'the secondary',
      rule: hasPrimary
        ? 'the primary while it may answer'
        : 'the secondary, as no primary may answer',
    }));
  },
};

const isPrimary = ({ settings }: RecordSpec) => settings.failover === 'PRIMARY';

/** The primary's row; without one, that of the secondary, which is then alone. */
const firstRow = (group: readonly RecordSpec[]) => Math.max(0, group.findIndex(isPrimary));
