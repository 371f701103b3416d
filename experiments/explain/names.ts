/** What the authority answers to each name that is looked up, and what that means for each backend. */

import { NOWHERE } from '../../sim/authority/origin.ts';
import { routingPolicies } from '../../sim/authority/routing/index.ts';
import type { Chooser } from '../../sim/authority/routing/policy.ts';
import { byName } from '../../sim/plugin.ts';
import type { ExplainedName } from './explanation.ts';
import type { NameFacts, Setting } from './setting.ts';
import { amount, several } from './words.ts';

export function namesOf({ names, requestRate, scenario }: Setting): ExplainedName[] {
  return names.map((facts) => {
    const { name, type, share, found, version, ttlLaw, intended } = facts;
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
      intended: version
        ? scenario.backends.flatMap(({ name: backend }, i) => {
            const part = intended[i] as number;
            return part > 0 ? [{ backend, share: part }] : [];
          })
        : [],
    };
  });
}

function answerWords({ found, version }: NameFacts): string {
  const { zone, code } = found;
  if (!version) return `${code}: kept as a negative answer, and every request fails`;
  const { group } = found;
  const live = version.records;
  const policy = byName(routingPolicies, group[0]?.routing ?? 'simple');
  const { size, intended } = policy.prepare(live, { zone, origin: NOWHERE }) as Chooser;
  const values = live.reduce((sum, { values: own }) => sum + own.length, 0);
  const order = zone.order === 'random' ? 'in random order' : 'in the order written';
  if (size === 1) {
    const odds = new Float64Array(live.length);
    intended(odds);
    const drawn = live.filter((_, i) => (odds[i] as number) > 0);
    const most = Math.max(...drawn.map(({ values: own }) => own.length));
    const whole = most === 1 ? 'its one address' : `all its addresses, up to ${most}, ${order}`;
    if (group.length === 1)
      return `${several(values, 'address', 'addresses')} of one record set${values > 1 ? `, ${order}` : ''}`;
    return drawn.length === 1
      ? `of ${group.length} record sets only ${drawn[0]?.setIdentifier} at first, with ${whole}`
      : `one of ${live.length} record sets, with ${whole}`;
  }
  const which = size === live.length ? `all ${size}` : `${size} of ${amount(live.length)}`;
  const sticky =
    size < live.length && zone.selection === 'sticky' ? ', the same for the same asker' : '';
  return `${which} addresses ${order}${sticky}`;
}
