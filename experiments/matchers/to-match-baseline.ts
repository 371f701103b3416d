import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { baselineOf, type Difference, differences } from '../baseline.ts';
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
 * Whether the numbers of a result are those that were accepted, to the last bit. `vitest -u`, or UPDATE_BASELINES=1
 * in the environment, accepts what is there.
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
  const found = differences(JSON.parse(readFileSync(file, 'utf8')), result);
  return {
    pass: found.length === 0,
    message: () =>
      found.length === 0
        ? `expected the result to differ from its baseline ${file}`
        : [
            `the result differs from its baseline ${file}`,
            ...found.slice(0, SHOWN).map(line),
            ...(found.length > SHOWN ? [`  … ${found.length - SHOWN} more`] : []),
            'if it may, accept it with vitest -u, or UPDATE_BASELINES=1',
          ].join('\n'),
  };
}

/** What Vitest does with snapshots: all of them are to be written anew under `-u`. */
function isUpdating(state: unknown): boolean {
  return (state as { readonly _updateSnapshot?: string } | undefined)?._updateSnapshot === 'all';
}

function line({ path, baseline, result }: Difference): string {
  const shown = (value: Difference['result']) => (value === undefined ? 'absent' : String(value));
  return `  ${path}: ${shown(baseline)} → ${shown(result)}`;
}
