/**
 * What holds at every instant of every scenario, whatever is in it: requests and attempts are conserved, so is what
 * backends hold, nobody works more than all the time, and the same scenario runs the same twice. By default 40 drawn
 * scenarios; `npm run fuzz -- scenarios 5000 7` takes other numbers, from another seed.
 */
import { expect, test } from 'vitest';
import { parseScenario, ScenarioError } from '../../scenarios/format/index.ts';
import type { Scenario } from '../../sim/scenario.ts';
import { simulate } from '../../sim/simulate.ts';
import { impossible, lostOnTheWay } from '../support/invariants.ts';
import { randomScenario } from '../support/random-scenarios.ts';
import { Dice } from './dice.ts';

const COUNT = Number(process.env.FUZZ_COUNT ?? 40);
const SEED = Number(process.env.FUZZ_SEED ?? 1);
const INSTANTS = 25;

/** What is wrong with the scenario of one number; nothing, as a rule. */
function wrongWith(text: string, number: number): string[] {
  let scenario: Scenario;
  try {
    ({ scenario } = parseScenario(text, { file: 'random.yaml' }));
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    return error.problems.map(({ line, message }) => `line ${line}: ${message}`);
  }
  const dice = new Dice(number);
  const instants = Array.from({ length: INSTANTS }, () => dice.next() * scenario.duration);
  const measured = simulate(scenario, SEED, 1);
  const again = JSON.stringify(simulate(scenario, SEED, 1));
  return [
    ...lostOnTheWay(scenario, String(SEED), instants),
    ...impossible(scenario, measured),
    ...(JSON.stringify(measured) === again ? [] : ['it runs otherwise the second time']),
  ];
}

test(`${COUNT} drawn scenarios from seed ${SEED} conserve what is made, and run the same twice`, {
  timeout: COUNT * 1000 + 60_000,
}, () => {
  for (let number = 0; number < COUNT; number++) {
    const text = randomScenario(SEED, number);
    let found: string[];
    try {
      found = wrongWith(text, number);
    } catch (error) {
      found = [`threw ${error instanceof Error ? error.stack : String(error)}`];
    }
    if (found.length > 0)
      expect.fail(`scenario ${number} of seed ${SEED}: ${found.slice(0, 8).join('; ')}\n${text}`);
  }
});
