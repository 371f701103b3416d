/**
 * The catalogue against its baselines: numbers accepted once, not truths. When a change moves them, say in the
 * commit why it may, and accept them with `UPDATE_BASELINES=1 npm test`.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { baselineOf, differences, run } from '../../experiments/index.ts';
import type { Result } from '../../experiments/result.ts';
import { loadScenario } from '../../scenarios/format/index.ts';
import '../../vitest.ts';
import { type Effect, expectShown } from './effect.ts';
import { effects } from './effects.ts';
import { FINDING, findings } from './findings.ts';

const FOLDER = new URL('../../scenarios/', import.meta.url);
const accept = process.env.UPDATE_BASELINES === '1';
const names = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => file.replace('.yaml', ''));

describe.each(names)('%s', (name) => {
  const file = new URL(`${name}.yaml`, FOLDER);
  let result: Result;
  beforeAll(async () => {
    result = await run(loadScenario(file.pathname));
  }, 120_000);

  it('gives the numbers of its baseline, to the last bit', () => {
    const baseline = new URL(`baselines/${name}.json`, FOLDER);
    if (accept) writeFileSync(baseline, `${JSON.stringify(baselineOf(result), null, 2)}\n`);
    expect(existsSync(baseline), `no baseline: run UPDATE_BASELINES=1 npm test`).toBe(true);
    expect(differences(JSON.parse(readFileSync(baseline, 'utf8')), result)).toEqual([]);
  });

  it('opens with a question and with the finding that its result gives', () => {
    const template = findings[name];
    if (!template) throw new Error(`write the finding of ${name} in findings.ts`);
    const finding = template(result);
    let text = readFileSync(file, 'utf8');
    if (accept) {
      text = text.replace(FINDING, () => `# Finding:  ${finding}`);
      writeFileSync(file, text);
    }
    expect(text).toMatch(/^# Question: .+\?$/m);
    expect(FINDING.exec(text)?.[1]).toBe(finding);
  });

  const effect = effects[name];

  it.runIf(effect)('shows its effect as theory says, within 4 standard errors', () => {
    expectShown(effect as Effect, result);
  });

  // After an event, caches keep to the old records for a while.
  const isSteady = loadScenario(file.pathname).scenario.events.length === 0;

  // There clients choose against what answers intend, which is the point.
  const isIntended = name !== 'same-subnet';

  it.runIf(isSteady && isIntended)(
    'gives every backend its intended share, within 5 standard errors',
    () => {
      const { backends } = result;
      for (const { name: backend, share } of backends) {
        const error = (share?.sd ?? 0) / Math.sqrt(share?.n ?? 1);
        expect(result).toHaveShare(backend, { within: 5 * error });
      }
    },
  );
});
