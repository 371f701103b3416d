import type { RecordSpec } from '../../scenario.ts';
import { whole } from '../../settings.ts';
import { notSimpleOnly, withinQuota } from './api-rules.ts';
import type { RoutingPolicy } from './policy.ts';

/** route53.md section 3.2: w/Σw; weight 0 never, unless all weights are 0: then equal chances. */
export const weighted: RoutingPolicy = {
  name: 'weighted',
  summary: 'One record set per answer, at random in proportion to its weight.',
  fields: { weight: whole(0, 255) },
  hasSetIdentifier: true,
  check: (group, zone) => [
    ...notSimpleOnly(group, 'weighted'),
    ...withinQuota(group, 'weighted', 100),
    ...group.flatMap(({ ttl, values, alias }, i) => [
      ...(alias !== null || ttl === ownTtlOf(group)
        ? []
        : [{ record: i, key: 'ttl', message: 'weighted sets must contain the same TTL' }]),
      ...(zone.weightedValues === 'refuse' && values.length > 1
        ? [
            {
              record: i,
              key: 'values',
              message: `${values.length} values in a weighted record set (weightedValues: refuse)`,
            },
          ]
        : []),
    ]),
  ],
  remarks(group) {
    const row = group.findIndex(({ values }) => values.length > 1);
    if (row < 0) return [];
    const message =
      'several values in a weighted record set: the API Reference speaks of one, the Developer Guide of several; all are answered (weightedValues: all)';
    return [{ record: row, key: 'values', message }];
  },
  prepare(group) {
    const { weights, total } = weightsOf(group);
    const odds = weights.map((weight) => (total > 0 ? weight / total : 1 / group.length));
    return {
      size: 1,
      choose(stream, _asker, chosen) {
        let rest = stream.uniform();
        let row = 0;
        while (row < odds.length - 1 && rest >= (odds[row] as number)) {
          rest -= odds[row] as number;
          row += 1;
        }
        while ((odds[row] as number) === 0) row -= 1;
        chosen[0] = row;
        return 1;
      },
      intended(share) {
        for (let i = 0; i < odds.length; i++) share[i] = (share[i] as number) + (odds[i] as number);
      },
    };
  },
  grounds(group) {
    const { weights, total } = weightsOf(group);
    return weights.map((weight) => ({
      fact: `weight ${weight}`,
      rule:
        total > 0 ? `weight ${weight} of ${total}` : 'all weights are 0, which makes them equal',
    }));
  },
};

function weightsOf(group: readonly RecordSpec[]) {
  const weights = group.map((record) => record.settings.weight as number);
  return { weights, total: weights.reduce((sum, weight) => sum + weight, 0) };
}

/** An alias has the TTL of what it leads to. */
function ownTtlOf(group: readonly RecordSpec[]): number | undefined {
  return group.find(({ alias }) => alias === null)?.ttl;
}
