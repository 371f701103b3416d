/** Putting values where the result document has them. */
export interface Values {
  [key: string]: unknown;
}

/**
 * Sets `path` (keys by dots) in nested objects, making those that are missing. An object that is there already
 * keeps its keys.
 */
export function place(into: Values, path: string, value: unknown): void {
  const keys = path.split('.');
  const last = keys.pop() as string;
  let at = into;
  for (const key of keys) {
    at[key] ??= {};
    at = at[key] as Values;
  }
  at[last] = value;
}

/** The part of a measure's path behind its subject's row: `share` of `backends[].share`, empty for `….*`. */
export function tail(path: string): string {
  return path.replace(/^.*(?:\[\]|\*)\.?/, '');
}
