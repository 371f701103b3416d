import * as z from 'zod/mini';
import { documentation } from './schema/documented.ts';
import { scenarioSchema } from './schema/scenario.ts';

type JsonSchema = Record<string, unknown>;

/**
 * The JSON Schema (draft 7) of a scenario file, for editors: everything the reader accepts before it looks at
 * more than one value at a time. A file that extends another may leave out what the other has.
 */
export function scenarioJsonSchema(): JsonSchema {
  const { required, ...schema } = z.toJSONSchema(scenarioSchema, {
    io: 'input',
    target: 'draft-7',
    metadata: documentation,
    unrepresentable: 'any',
    override: ({ jsonSchema }) => allowExtensions(jsonSchema as JsonSchema),
  }) as JsonSchema & { required: string[] };
  return {
    ...schema,
    title: 'skew53 scenario',
    required: ['version'],
    anyOf: [
      { required: ['extends'] },
      {
        required: required.filter((key) => key !== 'version'),
        oneOf: [{ required: ['zone'] }, { required: ['zones'] }],
        anyOf: [{ required: ['resolvers', 'clients'] }, { required: ['population'] }],
      },
    ],
  };
}

/** `x-` keys are the user's own, in any mapping. */
function allowExtensions(schema: JsonSchema): void {
  if (schema.additionalProperties !== undefined) schema.patternProperties = { '^x-': {} };
}
