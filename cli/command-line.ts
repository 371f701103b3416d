/** The commands, what they share, and the one place that turns an outcome into an exit code. */
import { Command, CommanderError, Option } from 'commander';
import { LostReplication } from '../experiments/index.ts';
import { tool } from '../experiments/tool.ts';
import { ScenarioError } from '../scenarios/format/index.ts';
import { addBlame } from './blame.ts';
import { addChart } from './chart.ts';
import { addCompare } from './compare.ts';
import { addCompletion } from './completion.ts';
import { EXIT, type ExitCode, exitCodesHelp } from './exit-codes.ts';
import { addExplain } from './explain.ts';
import { addImport } from './import.ts';
import { addInit } from './init.ts';
import { Interrupted } from './interrupt.ts';
import { addMerge } from './merge.ts';
import { addPlan } from './plan.ts';
import { addProfiles } from './profiles.ts';
import { addRun } from './run.ts';
import { addSchema } from './schema.ts';
import { addSweep } from './sweep.ts';
import { CellsError } from './sweep-plan.ts';
import type { Output } from './terminal.ts';
import { addTest } from './test.ts';
import { UsageError } from './usage-error.ts';
import { addValidate } from './validate.ts';
import { addWatch } from './watch.ts';

/** What a command works with. */
export interface CommandLine {
  readonly stdout: Output;
  readonly stderr: Output;
  /** Says what the process is to exit with. */
  readonly finish: (code: ExitCode) => void;
  /** An option that takes one of a few words. */
  readonly choice: (flags: string, description: string, words: readonly string[]) => Option;
}

const EXAMPLES = `Examples:
  skew53 init                               a scenario to begin with
  skew53 import listing.json --emit dns     a scenario of a zone that there is
  skew53 explain scenario.yaml              what it means, and what theory predicts
  skew53 run scenario.yaml --png charts     who gets how much load, with a chart
  skew53 test scenarios/*.yaml              whether it still holds what it held before
  skew53 compare before.yaml after.yaml     what a change does, with intervals
  skew53 blame scenario.yaml                who causes the skew, and what it would be without
  skew53 sweep scenario.yaml --vary zone.records.*.ttl=10,60,300
  skew53 plan scenario.yaml --vary zone.records.*.ttl=5..3600
  skew53 chart result.json --dark           charts of a saved result
  skew53 validate scenarios/*.yaml          every problem at once
  skew53 profiles unbound                   how a resolver behaves, and how that is known
  skew53 schema > schema.json               completion and checks in an editor`;

/** Runs the command that the arguments name. Never throws. */
export async function runCommandLine(
  args: readonly string[],
  stdout: Output,
  stderr: Output,
): Promise<ExitCode> {
  let code: ExitCode = EXIT.done;
  const finish = (outcome: ExitCode) => {
    code = outcome;
  };
  const choice = (flags: string, description: string, words: readonly string[]) =>
    new Option(flags, description).choices([...words]);
  const program = root(stdout, stderr);
  for (const add of [
    addInit,
    addImport,
    addExplain,
    addRun,
    addTest,
    addCompare,
    addBlame,
    addSweep,
    addMerge,
    addPlan,
    addChart,
    addValidate,
    addProfiles,
    addSchema,
    addWatch,
    addCompletion,
  ])
    add(program, { stdout, stderr, finish, choice });
  for (const command of program.commands) command.addHelpText('after', `\n${exitCodesHelp()}`);
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    return explain(error, stderr);
  }
}

function root(stdout: Output, stderr: Output): Command {
  return new Command('skew53')
    .description('Simulates DNS load balancing: who gets how much load, when, and why.')
    .version(tool.version)
    .option('--no-color', 'no colour; NO_COLOR and FORCE_COLOR are heeded too')
    .exitOverride()
    .configureOutput({
      writeOut: stdout.write,
      writeErr: stderr.write,
      getOutHelpWidth: () => stdout.width,
      getErrHelpWidth: () => stderr.width,
    })
    .showHelpAfterError('(--help shows what is understood)')
    .addHelpText('before', `${EXAMPLES}\n`)
    .addHelpText('after', `\n${exitCodesHelp()}`);
}

function explain(error: unknown, stderr: Output): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
  if (error instanceof Interrupted) {
    stderr.line('stopped before a replication was finished: no result');
    return error.exitCode;
  }
  if (error instanceof ScenarioError || error instanceof CellsError) {
    stderr.line(error.message);
    return EXIT.scenario;
  }
  if (error instanceof LostReplication) {
    stderr.line(`error: ${error.message}`);
    return EXIT.bug;
  }
  if (error instanceof UsageError) {
    stderr.line(`error: ${error.message}`);
    return EXIT.usage;
  }
  stderr.line(`error: ${error instanceof Error ? error.message : String(error)}`);
  stderr.line(
    'This is a bug in skew53: please report it with the scenario and the output of `skew53 --version`.',
  );
  stderr.line(
    process.env.DEBUG ? String((error as Error).stack) : 'DEBUG=1 shows where it happened.',
  );
  return EXIT.bug;
}
