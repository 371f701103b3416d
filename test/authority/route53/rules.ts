/**
 * What Route 53 does, rule by rule, as the tests of this repository name it. `docs/route53.md` is made of it
 * (`npm run docs:rules`).
 */
import { it } from 'vitest';
import { multivalue, simple } from './rules/answers.ts';
import { alias, choosing, failover, weighted } from './rules/choosing.ts';
import {
  calculated,
  changes,
  endpoints,
  otherChecks,
  statuses,
  timing,
} from './rules/health-checks.ts';
import { clientSubnet, geolocation, geoproximity, ipBased, latency } from './rules/locations.ts';
import type { Rule, Section } from './rules/rule.ts';
import { ttls } from './rules/ttls.ts';

export const SECTIONS: readonly Section[] = [
  multivalue,
  simple,
  choosing,
  weighted,
  failover,
  latency,
  geolocation,
  geoproximity,
  ipBased,
  clientSubnet,
  alias,
  endpoints,
  calculated,
  otherChecks,
  statuses,
  timing,
  changes,
  ttls,
];

export const RULES: readonly Rule[] = SECTIONS.flatMap((section) => section.rules);

/**
 * A test of a rule, or of several that only hold together.
 *
 * @param sentence what it proves
 */
export function rule(
  id: string | readonly string[],
  sentence: string,
  fn: () => void | Promise<void>,
): void {
  const ids = typeof id === 'string' ? [id] : id;
  for (const one of ids) known(one);
  it(`[route53 ${ids.join(', ')}] ${sentence}`, fn);
}

function known(id: string): void {
  const found = RULES.find((row) => row.id === id);
  if (!found) throw new RangeError(`there is no rule ${id} of Route 53; see ./rules/`);
  if (found.informative)
    throw new RangeError(`rule ${id} needs no test: ${found.informative}; strike that out first`);
}
