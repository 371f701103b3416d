import { byName } from '../../../sim/plugin.ts';
import type { Profile } from '../../../sim/profile.ts';

/** A profile's values by field, in the form a scenario would write them. */
export function profileValues(profiles: readonly Profile[], name: string): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(byName(profiles, name).fields).map(([field, { value }]) => [field, value]),
  );
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** The fields that were written. */
export function given<T extends object>(fields: T): Given<T> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as Given<T>;
}
