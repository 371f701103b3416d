#!/usr/bin/env node
import { runCommandLine } from './command-line.ts';
import { endOnStreamErrors } from './stream-errors.ts';
import { outputTo } from './terminal.ts';

const args = process.argv.slice(2);
const colour = !args.includes('--no-color');
endOnStreamErrors([process.stdout, process.stderr]);
process.exitCode = await runCommandLine(
  args.filter((arg) => arg !== '--no-color'),
  outputTo(process.stdout, process.env, colour),
  outputTo(process.stderr, process.env, colour),
);
