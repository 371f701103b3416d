/** Hit ratios and queries of every cache tier (validation: one cache, chains, farms of shards, populations). */

import { groupsAsked } from '../../../sim/clients/asked-groups.ts';
import { facesAuthority } from '../../../sim/resolvers/routes.ts';
import type { ClientGroup } from '../../../sim/scenario.ts';
import { wantRateOf } from '../../../sim/start/flows.ts';
import { hitRatio } from '../../../theory/caching/poisson-cache.ts';
import { cachesOf, chainTrouble, countdownClientHits } from '../caches.ts';
import type { Prediction } from '../explanation.ts';
import { lookupsOf } from '../known-flows.ts';
import type { Setting } from '../setting.ts';
import { routeWords } from '../words.ts';
import type { PredictionTopic } from './topic.ts';

export const caching: PredictionTopic = {
  name: 'caches',
  predict: (setting) => [
    ...setting.scenario.clients.flatMap((group, i) => clientHits(setting, group, i)),
    ...resolverRows(setting),
  ],
};

function clientHits(setting: Setting, group: ClientGroup, i: number): Prediction[] {
  const { name, count, lookup, behaviour } = group;
  const { dns, pool } = behaviour;
  if (count === null || dns.kind === 'none') return [];
  const [what, of] = ['hit ratio', `clients ${name}`];
  const known = lookupsOf(group, setting.scenario);
  if ('reason' in known) return [{ what, of, reason: known.reason }];
  const row = { what, of, unit: 'share', nearly: null, measured: `clients.${i}.hitRatio` } as const;
  if (dns.kind === 'ttl') {
    const trouble = setting.scenario.resolvers
      .filter((resolver) => groupsAsked(group, setting.scenario.resolvers).has(resolver.name))
      .map((resolver) => chainTrouble(setting, resolver))
      .find((reason) => reason !== null);
    if (trouble) return [{ what, of, reason: trouble }];
    const source = 'a cache that counts down with its resolver’s (Cohen and Kaplan 2001)';
    return [{ ...row, value: countdownClientHits(setting, name), source }];
  }
  if (dns.kind !== 'fixed')
    return [{ what, of, reason: `the caches of ${name} have no closed form here` }];
  if (pool) {
    const source = 'a connection outlives the answer it came from, so every look-up finds it gone';
    return [{ ...row, value: 0, source }];
  }
  const perName = lookup.map(({ share }) => ({ share, rate: (wantRateOf(group) * share) / count }));
  const value = perName.reduce(
    (sum, { share, rate }) => sum + share * hitRatio(rate, dns.seconds),
    0,
  );
  return [{ ...row, value, source: 'μJ/(1+μJ), J the time kept (Jung et al., INFOCOM 2003)' }];
}

function resolverRows(setting: Setting): Prediction[] {
  const caches = cachesOf(setting);
  const tops = setting.scenario.resolvers.filter((group, i) => facesAuthority(group) && caches[i]);
  const rows = setting.scenario.resolvers.flatMap((group, i): Prediction[] => {
    const found = caches[i];
    const of = `resolvers ${group.name}`;
    if (!found) return [];
    const sent = `queries to ${routeWords(group)}`;
    if ('reason' in found) {
      const { reason } = found;
      return [
        { what: 'hit ratio', of, reason },
        { what: sent, of, reason },
      ];
    }
    const { queries, hits, misses, source, nearly } = found;
    const row = { of, source, nearly } as const;
    return [
      {
        ...row,
        what: 'hit ratio',
        value: hits / queries,
        unit: 'share',
        measured: `resolvers.${i}.hitRatio`,
      },
      {
        ...row,
        what: sent,
        value: misses,
        unit: 'perSecond',
        measured: `resolvers.${i}.upstreamQueriesPerSecond`,
      },
    ];
  });
  return tops.length > 1
    ? [
        ...rows,
        total(tops.map((group) => caches[setting.scenario.resolvers.indexOf(group)] ?? null)),
      ]
    : rows;
}

function total(caches: ReturnType<typeof cachesOf>): Prediction {
  const [what, of] = ['queries to the authority', 'all resolvers'];
  let value = 0;
  const notes: string[] = [];
  for (const found of caches) {
    if (found && 'reason' in found) return { what, of, reason: found.reason };
    value += found?.misses ?? 0;
    if (found?.nearly) notes.push(found.nearly);
  }
  return {
    what,
    of,
    value,
    unit: 'perSecond',
    source: 'the sum over the groups',
    nearly: notes.length > 0 ? notes.join('; ') : null,
    measured: 'authority.queriesPerSecond',
  };
}
