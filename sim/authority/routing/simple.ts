import type { RoutingPolicy } from './policy.ts';

/** route53.md section 2: one record set, up to 400 values, all returned, in random order. */
export const simple: RoutingPolicy = {
  name: 'simple',
  summary: 'One record set; every answer carries all its values, in random order.',
  fields: {},
  hasSetIdentifier: false,
  check: (group) =>
    group.slice(1).map((record, i) => ({
      record: i + 1,
      key: 'name',
      message: `a second simple record set for ${record.name} ${record.type}: simple allows one per name and type`,
    })),
  prepare: () => ({
    size: 1,
    choose(_stream, _asker, chosen) {
      chosen[0] = 0;
      return 1;
    },
    intended(share) {
      share[0] = (share[0] as number) + 1;
    },
  }),
};
