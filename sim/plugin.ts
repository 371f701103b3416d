/**
 * What every plug-in carries: the name a scenario calls it by and one sentence saying what it does.
 * A plug-in is one file that exports one of these, and one line in its folder's `index.ts` list.
 */
export interface Plugin {
  /** As written in a scenario. */
  readonly name: string;
  /** One sentence for help, docs tables and error messages. */
  readonly summary: string;
  /** Why `detail: counts` cannot run it; absent when it can. */
  readonly needsRequests?: string;
}

/**
 * Finds a plug-in by name.
 *
 * @throws {RangeError} if the list has no such name: the scenario reader lets none through.
 */
export function byName<P extends Plugin>(list: readonly P[], name: string): P {
  const found = list.find((plugin) => plugin.name === name);
  if (!found)
    throw new RangeError(
      `no plug-in is called "${name}" among ${list.map((p) => p.name).join(', ')}`,
    );
  return found;
}

/** A plug-in chosen in a scenario, with the settings that its own schema has parsed. */
export interface Chosen {
  readonly name: string;
  readonly settings: unknown;
}
