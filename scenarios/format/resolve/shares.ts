/** Shares of clients or look-ups: `isp`, `{ isp: 70%, google: 30% }`. */
import type { Path } from '../tree.ts';
import type { Context } from './context.ts';

/** Written in binary, thirds and sevenths do not add up to 1 exactly. */
export const ROUNDING = 1e-9;

export interface Part {
  readonly of: string;
  readonly share: number;
  /** Where its name stands. */
  readonly path: Path;
  /** Whether the name is a key, not a value. */
  readonly isKey: boolean;
}

export type Split = string | Readonly<Record<string, number>>;

/** The parts that get something; reported when they do not make a whole. */
export function partsOf(split: Split, path: Path, context: Context): Part[] {
  if (typeof split === 'string') return [{ of: split, share: 1, path, isKey: false }];
  const parts = Object.entries(split).map(([of, share]) => ({
    of,
    share,
    path: [...path, of],
    isKey: true,
  }));
  checkWhole(parts, path, context);
  return parts;
}

/** Reports shares that do not sum to 1. */
export function checkWhole(
  parts: readonly { readonly share: number }[],
  path: Path,
  context: Context,
): void {
  const sum = parts.reduce((total, { share }) => total + share, 0);
  if (Math.abs(sum - 1) > ROUNDING)
    context.wrong(path, `the shares sum to ${percent(sum)}; they must sum to 100%`);
}

/** A share as an error shows it. */
export function percent(share: number): string {
  return `${Number((share * 100).toFixed(7))}%`;
}
