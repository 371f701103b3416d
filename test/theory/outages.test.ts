/** The authority falls silent: what caches still answer (validation.md 6.1; Moura et al., IMC 2018, as a scenario). */
import { describe, expect, it } from 'vitest';
import { simulate } from '../../sim/simulate.ts';
import { scenarioOf } from '../support/scenarios.ts';

describe('an authority that is lost at 0, of stationary caches with TTL T', () => {
  // Some caches that hardly ever hold anything, some that nearly always do.
  it.each([0.01, 0.05, 0.4])(
    'still has h(1 − t/T)⁺ of the requests answered after t, h = λT/(1 + λT), at λ = %f',
    (rate) => {
      const [ttl, caches, windows] = [60, 3000, 8];
      const width = 10;
      const scenario = scenarioOf(
        {
          duration: windows * width,
          window: width,
          ttl,
          rate: rate * caches,
          resolvers: caches,
          client: { stub: { timeout: 2, attempts: 1 } },
        },
        {
          events: [
            {
              verb: 'authorityOutage',
              name: 'lost',
              at: { name: 'constant', settings: 0 },
              curve: { bin: null, until: null, at: null },
              answer: 'silent',
              servers: 4,
              edges: 16,
              lasts: null,
            },
          ],
        },
      );
      const [users] = simulate(scenario, 1, 1).clients;
      const hit = (rate * ttl) / (1 + rate * ttl);
      for (let w = 0; w < windows; w++) {
        const mean = rate * width;
        const share = hit * Math.max(0, 1 - (w + 0.5) * (width / ttl));
        // A cache answers all of its requests in a window, Poisson in number, or none; a few times neither.
        const variance = (mean + mean * mean) * share - mean * mean * share * share;
        const answered = users?.completed[w] ?? 0;
        expect(Math.abs(answered - caches * mean * share)).toBeLessThanOrEqual(
          4 * Math.sqrt(caches * variance),
        );
      }
    },
  );
});
