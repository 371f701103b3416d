/** Targets of events: a name, a list of names, or patterns in which `*` stands for any text. */
import * as z from 'zod/mini';
import { quoted } from './printable.ts';
import type { Context } from './resolve/context.ts';
import { suggest } from './suggest.ts';
import { itemsOf, type Path, type Tree, textOf } from './tree.ts';

const HINT = 'expected the name of a backend, a pattern such as web-*, or a list of them';

const text = z
  .string({ error: HINT })
  .check(z.regex(/^[A-Za-z0-9_*][A-Za-z0-9_.:*-]{0,127}$/, { error: HINT }));

/** One target, or a list of at least one. */
export const target = z.union([text, z.array(text).check(z.minLength(1, { error: HINT }))], {
  error: HINT,
});
export type Target = z.output<typeof target>;

/** A target as results print it; undefined when none is written yet. */
export function printedTarget(written: Tree | undefined): string | undefined {
  const one = textOf(written);
  if (one !== undefined) return one;
  const names = itemsOf(written).map(textOf);
  return names.length > 0 && names.every((name) => name !== undefined)
    ? names.join(', ')
    : undefined;
}

/** The names that a target means, each once, in the order of `names`; what it means none of is reported. */
export function resolveTarget(
  target: Target,
  names: readonly string[],
  path: Path,
  context: Context,
): string[] {
  const texts = typeof target === 'string' ? [target] : target;
  const hit = new Set<string>();
  texts.forEach((own, i) => {
    const matching = names.filter(matcher(own));
    for (const name of matching) hit.add(name);
    if (matching.length > 0 || !context.isIntact(['backends'])) return;
    const family = names.some((name) => name.startsWith(`${own}-`)) ? `${own}-*` : undefined;
    context.wrong(
      typeof target === 'string' ? path : [...path, i],
      own.includes('*')
        ? `no backend matches ${quoted(own)}`
        : `no backend is called ${quoted(own)}; add it to backends, with its address`,
      family ?? suggest(own, names),
    );
  });
  return names.filter((name) => hit.has(name));
}

function matcher(pattern: string): (name: string) => boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.]/g, '\\.'));
  const expression = new RegExp(`^${parts.join('.*')}$`);
  return (name) => expression.test(name);
}
