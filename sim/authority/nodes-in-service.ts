import { MOST_NODES } from './balancer-names.ts';
import { upTo } from './routing/multivalue.ts';
import type { RoutingPolicy } from './routing/policy.ts';

/** How the name of a balancer is answered; no record of a scenario is written with it. */
export const nodesInService: RoutingPolicy = {
  name: 'nodes in service',
  summary: 'The nodes of a balancer that are in service, up to eight of them.',
  fields: {},
  hasSetIdentifier: true,
  check: () => [],
  prepare: (group, { zone: { selection, elbAnswers } }) =>
    upTo(elbAnswers ?? MOST_NODES, group.length, selection),
  grounds(group, { zone: { elbAnswers = MOST_NODES } }) {
    const rule =
      group.length > elbAnswers
        ? `${elbAnswers} of the ${group.length}, drawn for every query`
        : group.length === 1
          ? 'the only one'
          : `all ${group.length}: an answer holds up to ${elbAnswers}`;
    return group.map(() => ({ fact: null, rule }));
  },
};
