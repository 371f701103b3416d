#!/usr/bin/env node
import { quietWhenClosed } from './closed-pipe.ts';
import { runCommandLine } from './command-line.ts';
import { outputTo } from './terminal.ts';

const args = process.argv.slice(2);
const colour = !args.includes('--no-color');
quietWhenClosed(process.stdout);
quietWhenClosed(process.stderr);
process.exitCode = await runCommandLine(
  args.filter((arg) => arg !== '--no-color'),
  outputTo(process.stdout, process.env, colour),
  outputTo(process.stderr, process.env, colour),
);
