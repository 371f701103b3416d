/** Each effect that the catalogue shows (`catalogue.test.ts`) vanishes with its cause: the twins, against theory. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { run } from '../../experiments/index.ts';
import { loadScenario } from '../../scenarios/format/index.ts';
import { type Effect, expectGone } from './effect.ts';
import { effects } from './effects.ts';

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

  it(`has no ${effect.what} left but what theory says`, { timeout: 120_000 }, async () => {
    const file = new URL(`${name}.yaml`, TWINS);
    expectGone(effect, await run(loadScenario(file.pathname)));
  });
});
