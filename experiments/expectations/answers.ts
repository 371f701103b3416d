/**
 * Whether the authority's answers name values as often as the records say: Pearson's test of the values in first
 * place. Answers are independent draws; requests behind one cache are not (model.md part 6, a statistical trap).
 */
import { healthyAtStart } from '../../sim/authority/health/status.ts';
import { NOWHERE } from '../../sim/authority/origin.ts';
import type { NameAndType } from '../../sim/authority/question.ts';
import { routingPolicies } from '../../sim/authority/routing/index.ts';
import { find } from '../../sim/authority/zone.ts';
import { byName } from '../../sim/plugin.ts';
import type { Scenario } from '../../sim/scenario.ts';
import { lookupShares } from '../../sim/start/flows.ts';
import { chiSquareUpperTail, pearson } from '../statistics/chi-square.ts';
import type { Tally } from '../tally.ts';

/** The p-value over all names looked up; null when too few answers were given to tell (5 expected of each value). */
export function answersTest(tally: Tally, { zones, clients }: Scenario): number | null {
  let [statistic, freedom] = [0, 0];
  for (const asked of lookupShares(clients)) {
    const chances = chancesOf(zones, asked);
    const counts = [...chances.keys()].map((value) => countOf(tally, asked.name, value));
    const total = counts.reduce((sum, count) => sum + count, 0);
    const expected = [...chances.values()].map((chance) => chance * total);
    if (expected.some((count) => count > 0 && count < 5)) return null;
    // A value that should never come is no matter of chance.
    if (counts.some((count, i) => count > 0 && expected[i] === 0)) return 0;
    statistic += pearson(counts, expected);
    freedom += Math.max(0, expected.filter((count) => count > 0).length - 1);
  }
  return freedom === 0 ? null : chiSquareUpperTail(statistic, freedom);
}

/** By value: its chance to stand first in an answer, the order inside an answer being random. */
function chancesOf(zones: Scenario['zones'], { name, type }: NameAndType): Map<string, number> {
  const { group: all, zone } = find(zones, name, type);
  const healthy = all.filter(healthyAtStart(zones));
  const group = healthy.length > 0 ? healthy : all;
  const chances = new Map<string, number>();
  const [first] = group;
  if (!first) return chances;
  const odds = new Float64Array(group.length);
  byName(routingPolicies, first.routing).prepare(group, { zone, origin: NOWHERE })?.intended(odds);
  for (const [i, { values }] of group.entries()) {
    for (const value of values)
      chances.set(value, (chances.get(value) ?? 0) + (odds[i] as number) / values.length);
  }
  return chances;
}

function countOf(tally: Tally, name: string, value: string): number {
  return tally
    .rows('answer')
    .filter(({ label }) => label?.name === name && label.value === value)
    .flatMap(({ key }) => tally.samples('answer', 'answer-share-first', key).ys)
    .reduce((sum, count) => sum + count, 0);
}
