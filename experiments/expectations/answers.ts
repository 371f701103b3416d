/**
 * Whether the authority's answers name values as often as the records say: Pearson's test of the values in first
 * place. Answers are independent draws; requests behind one cache are not (model.md part 6, a statistical trap).
 */
import { AtStart } from '../../sim/authority/at-start.ts';
import type { State } from '../../sim/authority/looked-up.ts';
import { recordsIn } from '../../sim/authority/tree.ts';
import { Addresses } from '../../sim/backends/addresses.ts';
import { originsOf, questionsOf } from '../../sim/questions.ts';
import type { Scenario } from '../../sim/scenario.ts';
import { chiSquareUpperTail, pearson } from '../statistics/chi-square.ts';
import type { Tally } from '../tally.ts';

/**
 * The p-value over all names looked up; null when too few answers were given to tell (5 expected of each value), or when
 * they depend on where queries come from, of which caches let through other parts than clients make requests.
 */
export function answersTest(tally: Tally, scenario: Scenario): number | null {
  let [statistic, freedom] = [0, 0];
  const all = chancesOf(scenario);
  if (!all) return null;
  for (const [name, chances] of all) {
    const counts = [...chances.keys()].map((value) => countOf(tally, name, value));
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

/** By question, its name and chances by value: to stand first in an answer, the order inside an answer being random. */
function chancesOf(scenario: Scenario): [string, Map<string, number>][] | null {
  const origins = originsOf(scenario);
  const addresses = new Addresses(scenario.backends, scenario.balancers);
  const questions = questionsOf(scenario, origins);
  const start = new AtStart({ ...scenario, questions, origins: origins.rows }, addresses);
  if (start.views.count > questions.length) return null;
  return start.questions.map(({ question: { name, type }, states: [found] }, row) => {
    const shares = start.intended(addresses.count, row);
    const values = recordsIn((found as State).tree).flatMap((record) =>
      record.type === type ? record.values : [],
    );
    return [
      name,
      new Map(values.map((value) => [value, shares[addresses.rowOf(value)] as number])),
    ];
  });
}

function countOf(tally: Tally, name: string, value: string): number {
  return tally
    .rows('answer')
    .filter(({ label }) => label?.name === name && label.value === value)
    .flatMap(({ key }) => tally.samples('answer', 'answer-share-first', key).ys)
    .reduce((sum, count) => sum + count, 0);
}
