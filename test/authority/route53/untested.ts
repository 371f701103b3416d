/** Rules without a test so far. */
export const UNTESTED: readonly string[] = ['2.8', '3.8e'];
