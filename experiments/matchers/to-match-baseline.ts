import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  type Baseline,
  type BaselineJudgement,
  baselineOf,
  type Difference,
  judgeBaseline,
  type Likened,
} from '../baseline/index.ts';
import { asResult, type Verdict } from './verdict.ts';

export interface BaselineOptions {
  /** The folder of baselines; by default `baselines` beside the test. One file there for each scenario's name. */
  readonly folder?: string;
}

/** What the test runner knows, as far as it is needed here. */
interface Runner {
  readonly testPath?: string | undefined;
  readonly isNot?: boolean | undefined;
  readonly snapshotState?: unknown;
}

/** More differences than this are counted, not shown. */
const SHOWN = 20;

/**
 * Whether a result still says what was accepted: with the same version, scenario and seed to the last bit, else by
 * intervals within tolerances ({@link judgeBaseline}); what is not known for certain does not pass. `vitest -u`, or
 * UPDATE_BASELINES=1 in the environment, accepts what is there.
 *
 * @throws {TypeError} if `received` is no result, or it is not known where baselines are
 */
export function toMatchBaseline(
  this: Runner,
  received: unknown,
  { folder }: BaselineOptions = {},
): Verdict {
  const result = asResult(received);
  const home = folder ?? (this.testPath && join(dirname(this.testPath), 'baselines'));
  if (!home) throw new TypeError('say { folder: … }: the test runner does not know its file');
  const file = join(home, `${result.scenario.name}.json`);
  const accepting = isUpdating(this.snapshotState) || process.env.UPDATE_BASELINES === '1';
  if (accepting && !this.isNot) {
    mkdirSync(home, { recursive: true });
    writeFileSync(file, `${JSON.stringify(baselineOf(result), null, 2)}\n`);
  }
  if (!existsSync(file)) {
    return {
      // Nothing to differ from is no difference either: both the assertion and its negation fail.
      pass: this.isNot === true,
      message: () =>
        `there is no baseline ${file}; accept this result with vitest -u, or UPDATE_BASELINES=1`,
    };
  }
  const judgement = judgeBaseline(JSON.parse(readFileSync(file, 'utf8')) as Baseline, result);
  const found = linesOf(judgement);
  return {
    pass: judgement.likeness === 'same',
    message: () =>
      judgement.likeness === 'same'
        ? `expected the result to differ from its baseline ${file}`
        : [
            judgement.likeness === 'different'
              ? `the result differs from its baseline ${file}`
              : `it is not known whether the result differs from its baseline ${file}`,
            ...found.slice(0, SHOWN),
            ...(found.length > SHOWN ? [`  … ${found.length - SHOWN} more`] : []),
            'if it may, accept it with vitest -u, or UPDATE_BASELINES=1',
          ].join('\n'),
  };
}

/** What Vitest does with snapshots: all of them are to be written anew under `-u`. */
function isUpdating(state: unknown): boolean {
  return (state as { readonly _updateSnapshot?: string } | undefined)?._updateSnapshot === 'all';
}

/** What is not the same. */
function linesOf({ changed, differences, numbers }: BaselineJudgement): string[] {
  return [
    ...[...changed, ...differences].map(line),
    ...numbers.filter(({ likeness }) => likeness !== 'same').map(lineOf),
  ];
}

function line({ path, baseline, result }: Difference): string {
  const shown = (value: Difference['result']) => (value === undefined ? 'absent' : String(value));
  return `  ${path}: ${shown(baseline)} → ${shown(result)}`;
}

function lineOf({ what, likeness, baseline, result, delta, reason }: Likened): string {
  const numbers =
    baseline === null ? '' : `: ${baseline} → ${result ?? 'absent'}, ±${delta} allowed`;
  return `  ${likeness}: ${what}${numbers}${reason === null ? '' : ` (${reason})`}`;
}
