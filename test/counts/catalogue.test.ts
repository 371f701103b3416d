/** Every scenario of the catalogue that can be counted measures the same by counts as by requests. */
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadScenario } from '../../scenarios/format/index.ts';
import { needsRequests } from '../../sim/counts/needs.ts';
import { disagreements } from './agreement.ts';

const FOLDER = new URL('../../scenarios/', import.meta.url).pathname;
const files = readdirSync(FOLDER).filter((file) => file.endsWith('.yaml'));
/** Shorter than they are, so that there can be many replications. */
const shortened = files
  .map((file) => [file, loadScenario(`${FOLDER}${file}`).scenario] as const)
  .filter(([, scenario]) => needsRequests(scenario).length === 0)
  .map(([file, scenario]) => {
    const duration = Math.min(scenario.duration, 480);
    return [file, { ...scenario, duration, warmup: 0, window: duration / 20 }] as const;
  });

describe.each(shortened)('%s', (_file, scenario) => {
  it('agrees in law', { timeout: 60_000 }, () => {
    expect(disagreements(scenario, 16)).toEqual([]);
  });
});
