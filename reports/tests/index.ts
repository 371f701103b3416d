/** Every way to report tests of scenarios; a new one is a file beside this one and a line here. */
import { github } from './github.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';
import type { TestReporter } from './reporter.ts';
import { text } from './text.ts';

export { stepSummary } from './github.ts';
export type { TestReporter };

export const testReporters: readonly TestReporter[] = [text, json, junit, github];
