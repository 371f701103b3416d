import { expect, it } from 'vitest';
import { firstDead } from '../support/first-dead.ts';
import { columnSums, sum } from '../support/scenarios.ts';

it('a failed request counts at the backend of its last attempt', () => {
  const { m, group } = firstDead({
    by: 'crash',
    client: { connect: { name: 'single', settings: null } },
  });
  expect(sum(group.failures)).toBeGreaterThan(0);
  expect(columnSums(m.backends.failed, 3)).toEqual([sum(group.failures), 0, 0]);
});

it('one that found another address counts nowhere', () => {
  const { m } = firstDead({
    by: 'crash',
    client: { connect: { name: 'sequential', settings: null } },
  });
  expect(sum(m.backends.failed)).toBe(0);
});
