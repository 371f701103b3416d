/** Rules without a test so far. */
export const UNTESTED: readonly string[] = [];
