import type { Tested } from '../../experiments/tested.ts';
import type { TextStyle } from '../text/style.ts';

/** One way to tell how tests of scenarios ended. */
export interface TestReporter {
  /** As written after `--reporter`. */
  readonly name: string;
  readonly summary: string;
  /** Without a newline at the end. */
  render(tested: Tested, style: TextStyle): string | Promise<string>;
}
