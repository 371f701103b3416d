/** Looks for the value that just meets what a scenario expects. */
export { parseRange, type Range, written } from './range.ts';
export { type Finding, type Plan, search, type Tried, type Verdict } from './search.ts';
