import { describe, expect, it } from 'vitest';
import { scenarioJsonSchema } from '../../scenarios/format/index.ts';
import { plannedWords } from '../../scenarios/format/planned.ts';

type Schema = Record<string, unknown> & { definitions?: Record<string, Schema>; $ref?: string };

const root = scenarioJsonSchema() as Schema;

/** Every form a schema allows, its references and choices followed. */
function forms(schema: Schema): Schema[] {
  const target = schema.$ref?.replace('#/definitions/', '');
  const choices = ['anyOf', 'oneOf', 'allOf'].flatMap(
    (key) => (schema[key] as Schema[] | undefined) ?? [],
  );
  const referred = target === undefined ? undefined : root.definitions?.[target];
  return [schema, ...choices.flatMap(forms), ...(referred ? forms(referred) : [])];
}

/** What may stand at a place such as `zone.records.*`. */
function formsAt(place: string): Schema[] {
  const steps = place === '' ? [] : place.split('.');
  return steps.reduce<Schema[]>(
    (here, step) =>
      here.flatMap((form) => {
        const next =
          step === '*'
            ? form.items
            : (form.properties as Record<string, Schema> | undefined)?.[step];
        return next ? forms(next as Schema) : [];
      }),
    forms(root),
  );
}

describe('planned words', () => {
  it('have places that are accepted', () => {
    for (const { place } of plannedWords()) expect(formsAt(place)).not.toEqual([]);
  });

  it('are not accepted yet', () => {
    for (const { place, word } of plannedWords())
      for (const form of formsAt(place)) {
        expect(Object.keys((form.properties as object | undefined) ?? {})).not.toContain(word);
        expect(form.enum ?? []).not.toContain(word);
        expect(form.const).not.toBe(word);
      }
  });
});
