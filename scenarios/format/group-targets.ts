/** Groups of resolvers or clients that an event is about: a name, a list of names, patterns in which `*` stands for any text. */
import * as z from 'zod/mini';
import { quoted } from './printable.ts';
import type { Context } from './resolve/context.ts';
import { suggest } from './suggest.ts';
import { matcher } from './targets.ts';
import type { Path } from './tree.ts';

const HINT = 'expected the name of a group, a pattern such as isp-*, or a list of them';

const text = z
  .string({ error: HINT })
  .check(z.regex(/^[A-Za-z0-9_*][A-Za-z0-9_.:*-]{0,127}$/, { error: HINT }));

const list = z.array(text, { error: HINT }).check(z.minLength(1, { error: HINT }));

export const groupTarget = z.union([text, list], { error: HINT });
export type GroupTarget = z.output<typeof groupTarget>;

/**
 * The groups that are meant, each once, in their own order; what means none of them is reported.
 *
 * @param what they are, such as `client group`
 * @param names of all there are; null while they are not known
 */
export function resolveGroups(
  written: GroupTarget,
  what: string,
  names: ReadonlySet<string> | null,
  path: Path,
  context: Context,
): string[] {
  if (names === null) return [];
  const texts = typeof written === 'string' ? [written] : written;
  const hit = new Set<string>();
  for (const [i, own] of texts.entries()) {
    const matching = [...names].filter(matcher(own));
    for (const name of matching) hit.add(name);
    if (matching.length > 0) continue;
    context.wrong(
      typeof written === 'string' ? path : [...path, i],
      own.includes('*')
        ? `no ${what} matches ${quoted(own)}`
        : `no ${what} is called ${quoted(own)}`,
      suggest(own, [...names]),
    );
  }
  return [...names].filter((name) => hit.has(name));
}
