/** Each effect of the catalogue vanishes with its cause: scenario and twin, both against theory. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { run } from '../../experiments/index.ts';
import type { Estimate } from '../../experiments/result.ts';
import { loadScenario } from '../../scenarios/format/index.ts';
import { type Effect, effects } from './effects.ts';

const TWINS = new URL('../../scenarios/twins/', import.meta.url);
const names = readdirSync(TWINS).map((file) => file.replace('.yaml', ''));

it('every twin has an effect to check, and every effect a twin', () => {
  expect(Object.keys(effects).sort()).toEqual(names.toSorted());
});

describe.each(names)('%s', (name) => {
  const effect = effects[name] as Effect;
  const found = async (file: string) => {
    const value = effect.measured(await run(loadScenario(new URL(file, TWINS).pathname)));
    if (!value) throw new Error('the result does not have it');
    return value;
  };

  it('says what it is without', () => {
    expect(readFileSync(new URL(`${name}.yaml`, TWINS), 'utf8')).toMatch(/^# Without: .+\.$/m);
  });

  it(`shows ${effect.what} as theory says, within 4 standard errors`, async () => {
    const { withCause, without } = effect;
    const value = await found(`../${name}.yaml`);
    if (withCause !== 'more') expectWithin(value, withCause, effect);
    else expect(value.low).toBeGreaterThan(without + 4 * effect.error(without, value));
  });

  it('loses it with its cause, as theory says', async () => {
    expectWithin(await found(`${name}.yaml`), effect.without, effect);
  });
});

function expectWithin(value: Estimate, prediction: number, { error }: Effect): void {
  const off = Math.abs(value.mean - prediction);
  expect(off, `${value.mean} against ${prediction}`).toBeLessThanOrEqual(
    4 * error(prediction, value),
  );
}
