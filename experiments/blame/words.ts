/** Causes in words. */
import { BY_PLACE } from '../../sim/metrics/unpredicted.ts';
import type { ClientGroup, Scenario } from '../../sim/scenario.ts';
import type { BlamedPart, Result } from '../result.ts';
import { isFixedByClients } from './removals.ts';

type Named = Pick<BlamedPart, 'cause' | 'group'>;

export function inWords({ cause, group }: Named, result: Result, scenario: Scenario): string {
  if (group === null) return 'chance: what as many independent requests would give';
  const who = titled(group, result);
  switch (cause) {
    case 'order':
      return `${who} repeats one order to everyone behind it${forUpTo(result)}`;
    case 'content':
      return `${who} keeps answers that name only some of the addresses${forUpTo(result)}`;
    case 'kept': {
      const spec = scenario.clients.find(({ name }) => name === group.name);
      return `${who} keeps its choice: ${spec ? keeping(spec) : 'a cache, list or connections of its own'}`;
    }
    default:
      return fixed(who, group, result, scenario);
  }
}

function titled({ kind, name }: NonNullable<Named['group']>, result: Result): string {
  const profile = result[kind].find((one) => one.name === name)?.profile;
  const isSaid = profile === undefined || name.endsWith(`/${profile}`);
  return isSaid ? name : `${name} (${profile})`;
}

function forUpTo({ scenario }: Result): string {
  const longest = Math.max(...scenario.lookups.flatMap(({ ttlSeconds }) => ttlSeconds));
  return Number.isFinite(longest) && longest > 0 ? `, at TTL ${longest}` : '';
}

function keeping({ behaviour: { dns, pool, reresolve } }: ClientGroup): string {
  const seconds = (time: number) => (Number.isFinite(time) ? `${time} s` : 'ever');
  const parts = [
    ...(dns.kind === 'fixed' ? [`its own DNS cache for ${seconds(dns.seconds)}`] : []),
    ...(dns.kind === 'ttl' ? ['its own DNS cache for the TTL'] : []),
    ...(dns.kind === 'scaled' ? ['its own DNS cache, for other than the TTL'] : []),
    ...(pool !== null
      ? [
          `connections${Number.isFinite(pool.idle) ? ` kept ${seconds(pool.idle)} idle` : ' without idle limit'}`,
        ]
      : []),
    ...(reresolve !== 'newConnection' && dns.kind === 'none' ? ['a list looked up once'] : []),
  ];
  return parts.length > 0 ? parts.join(', ') : 'one address for all of a session';
}

function fixed(
  who: string,
  group: NonNullable<Named['group']>,
  { skew }: Result,
  scenario: Scenario,
): string {
  if (group.kind === 'resolvers') return `${who} hands on addresses in a fixed order`;
  const spec = scenario.clients.find(({ name }) => name === group.name);
  const isSent = skew.whole.expectedCvSquaredReason === BY_PLACE;
  if (!spec || isSent || !isFixedByClients(spec)) return `requests of ${who}`;
  const { sort, pick } = spec.behaviour;
  return sort === 'verbatim'
    ? `${who} takes turns of the addresses (pick: ${pick})`
    : `${who} sorts the addresses it receives (sort: ${sort}), so that its own address decides`;
}
