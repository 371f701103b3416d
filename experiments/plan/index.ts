/** Looks for the value that just meets what a scenario expects. */
export { parseRange, type Range, written } from './range.ts';
export { search, type Verdict } from './search.ts';
