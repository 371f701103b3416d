/** One thing that Route 53 does, refuses or leaves open, and how it is known. */
export interface Rule {
  /** Section, and place in it; tests name it. */
  readonly id: string;
  readonly says: string;
  /** Documented by AWS; observed by others; inferred from what is documented; undocumented. */
  readonly known: 'documented' | 'observed' | 'inferred' | 'undocumented';
  readonly source: string;
  /** What a scenario may choose where Route 53 leaves it open, the default first. */
  readonly option?: string;
  /** Why it needs no test. */
  readonly informative?: string;
}

export interface Section {
  readonly title: string;
  readonly rules: readonly Rule[];
}

/** Writes rules one under another: id, what is said, how it is known, source, and what else there is. */
export function rule(
  id: string,
  says: string,
  known: Rule['known'],
  source: string,
  more: Pick<Rule, 'option' | 'informative'> = {},
): Rule {
  return { id, says, known, source, ...more };
}
