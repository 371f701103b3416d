/** Schemas by which a scenario names one plug-in of a list; each parses to a `Chosen`. */
import * as z from 'zod/mini';
import type { Chosen, Plugin } from './plugin.ts';

/** A plug-in with settings of its own, written `{ name: settings }`. */
export interface Configurable extends Plugin {
  readonly settings: z.ZodMiniType;
}

/** `{ name: settings }` for one plug-in. */
export function keyed(plugin: Configurable) {
  return z.pipe(
    z.strictObject({ [plugin.name]: plugin.settings }),
    z.transform(
      (input: Record<string, unknown>): Chosen => ({
        name: plugin.name,
        settings: input[plugin.name],
      }),
    ),
  );
}

/** A bare word, one of the plug-ins' names. */
export function word(plugins: readonly Plugin[], error?: string) {
  const names = plugins.map((plugin) => plugin.name) as [string, ...string[]];
  return z.pipe(
    z.enum(names, { error: error ?? `expected one of ${names.join(', ')}` }),
    z.transform((name: string): Chosen => ({ name, settings: null })),
  );
}
