import { expect, test } from 'vitest';
import { loadScenario, run } from '../../index.ts';
import '../../vitest.ts';

test('the canary gets a tenth, as it did when that was accepted', async () => {
  const result = await run(loadScenario('scenarios/busy-canary.yaml'));
  expect(result).toHaveShare('canary', { of: '10%', within: '2%' });
  expect(result).toMatchBaseline({ folder: 'scenarios/baselines' });
});
