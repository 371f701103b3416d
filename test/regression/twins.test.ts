/** Each effect of the catalogue vanishes with its cause: scenario and twin, both against theory. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { run } from '../../experiments/index.ts';
import { loadScenario } from '../../scenarios/format/index.ts';
import { type Effect, effects } from './effects.ts';

const TWINS = new URL('../../scenarios/twins/', import.meta.url);
const names = readdirSync(TWINS).map((file) => file.replace('.yaml', ''));

it('every twin has an effect to check, and every effect a twin', () => {
  expect(Object.keys(effects).sort()).toEqual(names.toSorted());
});

describe.each(names)('%s', (name) => {
  const effect = effects[name] as Effect;

  it('says what it is without', () => {
    expect(readFileSync(new URL(`${name}.yaml`, TWINS), 'utf8')).toMatch(/^# Without: .+\.$/m);
  });

  it(`shows ${effect.what} as theory says, within 4 standard errors`, async () => {
    await expectPrediction(`../${name}.yaml`, effect, effect.withCause);
  });

  it('loses it with its cause, as theory says', async () => {
    await expectPrediction(`${name}.yaml`, effect, effect.without);
  });
});

async function expectPrediction(file: string, { measured, error }: Effect, prediction: number) {
  const found = measured(await run(loadScenario(new URL(file, TWINS).pathname)));
  if (!found) throw new Error('the result does not have it');
  const errors = (found.mean - prediction) / error(prediction, found.n);
  expect(Math.abs(errors), `${found.mean} against ${prediction}`).toBeLessThan(4);
}
