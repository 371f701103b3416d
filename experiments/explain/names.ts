/** What the authority answers to each name that is looked up, and what that means for each backend. */

import type { Level } from '../../sim/authority/level.ts';
import { routingPolicies } from '../../sim/authority/routing/index.ts';
import { byName } from '../../sim/plugin.ts';
import type { ZoneSpec } from '../../sim/scenario.ts';
import type { ExplainedName } from './explanation.ts';
import type { NameFacts, Setting } from './setting.ts';
import { amount, several } from './words.ts';

export function namesOf({ names, requestRate, scenario }: Setting): ExplainedName[] {
  return names.map((facts) => {
    const { name, type, share, found, decision, ttlLaw, intended } = facts;
    return {
      name,
      type,
      zone: found.zone.name,
      code: found.code,
      requestsPerSecond: requestRate * share,
      policy: found.group[0]?.routing ?? null,
      answer: answerWords(facts),
      ttlSeconds: [
        ...new Set(ttlLaw.filter(({ chance }) => chance > 0).map(({ ttl }) => ttl)),
      ].sort((a, b) => a - b),
      intended: decision
        ? scenario.backends.flatMap(({ name: backend }, i) => {
            const part = intended[i] as number;
            return part > 0 ? [{ backend, share: part }] : [];
          })
        : [],
    };
  });
}

function answerWords({ found, decision }: NameFacts): string {
  const { zone, code } = found;
  if (!decision) return `${code}: kept as a negative answer, and every request fails`;
  const words = levelWords(decision.top, found.group.length, zone);
  const { isForComparison, summary } = byName(routingPolicies, found.group[0]?.routing ?? 'simple');
  return isForComparison ? `${words} (${summary.slice(0, -1)})` : words;
}

/** @param members of the level's group, healthy or not */
function levelWords(level: Level, members: number, zone: ZoneSpec): string {
  const { records: live, below } = level;
  const { size } = level.chooser;
  const [only] = live;
  if (members === 1 && only?.alias)
    return `as ${only.alias.target} is: ${below[0] ? levelWords(below[0], below[0].records.length, zone) : 'nothing'}`;
  if (members === 1 && only?.type === 'CNAME') return `a CNAME for ${only.values[0]}`;
  const values = live.reduce((sum, { values: own }) => sum + own.length, 0);
  const order = zone.order === 'random' ? 'in random order' : 'in the order written';
  if (size === 1) {
    const odds = level.odds();
    const drawn = live.filter((_, i) => (odds[i] as number) > 0);
    const aliases = drawn.filter(({ alias }) => alias !== null).length;
    const most = Math.max(...drawn.map(({ values: own }) => own.length));
    const whole =
      aliases > 0
        ? `${aliases === drawn.length ? '' : `${aliases} of them `}${aliases === 1 ? 'an alias' : 'aliases'}`
        : most === 1
          ? 'its one address'
          : `all its addresses, up to ${most}, ${order}`;
    const joined = aliases > 0 ? `, ${whole}` : `, with ${whole}`;
    if (members === 1)
      return `${several(values, 'address', 'addresses')} of one record set${values > 1 ? `, ${order}` : ''}`;
    return drawn.length === 1
      ? `of ${members} record sets only ${drawn[0]?.setIdentifier} at first${joined}`
      : `one of ${live.length} record sets${joined}`;
  }
  const which = size === live.length ? `all ${size}` : `${size} of ${amount(live.length)}`;
  const sticky =
    size < live.length && zone.selection === 'sticky' ? ', the same for the same asker' : '';
  return `${which} addresses ${order}${sticky}`;
}
