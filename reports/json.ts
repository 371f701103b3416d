/** The result document (scenario.md part 5) as JSON: equal results give equal bytes. */
import type { Result } from '../experiments/result.ts';

interface JsonOptions {
  /** Whether to keep the block that differs between equal runs. */
  readonly performance: boolean;
}

/** Indented by two, keys in the document's order, a newline at the end. */
export function jsonReport(result: Result, { performance }: JsonOptions): string {
  const { performance: _, ...equal } = result;
  return `${JSON.stringify(performance ? result : equal, null, 2)}\n`;
}
