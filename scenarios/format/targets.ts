/**
 * Targets of events: a name, a list of names, patterns in which `*` stands for any text, all of a zone or a region, or
 * a share of such, drawn anew in each replication.
 */
import * as z from 'zod/mini';
import type { BackendSpec } from '../../sim/scenario.ts';
import { name, share } from '../../sim/settings.ts';
import { quoted } from './printable.ts';
import type { Context } from './resolve/context.ts';
import { described } from './schema/documented.ts';
import { suggest } from './suggest.ts';
import { child, itemsOf, type Path, type Tree, textOf } from './tree.ts';

const HINT = 'expected the name of a backend, a pattern such as web-*, or a list of them';

const text = z
  .string({ error: HINT })
  .check(z.regex(/^[A-Za-z0-9_*][A-Za-z0-9_.:*-]{0,127}$/, { error: HINT }));

const list = z.array(text, { error: HINT }).check(z.minLength(1, { error: HINT }));

const inZone = z.strictObject({ zone: described('All backends of an availability zone.', name) });
const inRegion = z.strictObject({ region: described('All backends of a region.', name) });

/** What a scenario may write for targets without a share of them being drawn. */
export const wholeTarget = z.union([text, list, inZone, inRegion], { error: HINT });

/** The ways to write a target. */
export const targetForms = [
  text,
  list,
  inZone,
  inRegion,
  z.strictObject({
    share: described('So much of them, drawn anew in each replication; at least one.', share),
    of: described('Of which backends.', wholeTarget),
  }),
] as const;

/** What a scenario may write for a target. */
export const target = z.union(targetForms, { error: HINT });
export type Target = z.output<typeof target>;

/** Whether something written is a target by itself, and not one with settings beside it. */
export function isTarget(written: Target | object): written is Target {
  return typeof written === 'string' || !('target' in written);
}

/** A target as results print it; undefined when none is written yet. */
export function printedTarget(written: Tree | undefined): string | undefined {
  const one = textOf(written);
  if (one !== undefined || !written) return one;
  for (const key of ['zone', 'region']) {
    const place = textOf(child(written, key));
    if (place !== undefined) return `${key} ${place}`;
  }
  const part = child(written, 'share');
  const all = printedTarget(child(written, 'of'));
  if (part?.kind === 'scalar' && all !== undefined) return `${part.value} of ${all}`;
  const names = itemsOf(written).map(textOf);
  return names.length > 0 && names.every((name) => name !== undefined)
    ? names.join(', ')
    : undefined;
}

/** What a target means. */
export interface Meant {
  /** Each once, in the order of the backends. */
  readonly targets: string[];
  /** Part of them; left out: all. */
  readonly share?: number;
}

/**
 * The backends that a target means; what it means none of is reported.
 *
 * @param others names that mean something else here, and places with something else in them
 */
export function resolveTarget(
  target: Target,
  backends: readonly BackendSpec[],
  path: Path,
  context: Context,
  others: readonly string[] = [],
): Meant {
  if (typeof target === 'object' && 'share' in target) {
    const meant = resolveTarget(target.of, backends, [...path, 'of'], context);
    if (target.share === 0)
      context.wrong([...path, 'share'], 'a share of 0 strikes none; raise it, or remove the event');
    return { ...meant, share: target.share };
  }
  if (typeof target === 'object' && !Array.isArray(target)) {
    const [key, place] = Object.entries(target)[0] as ['zone' | 'region', string];
    return { targets: inPlace(key, place, backends, [...path, key], context, others) };
  }
  return { targets: byNames(target as string | string[], backends, path, context, others) };
}

function inPlace(
  key: 'zone' | 'region',
  place: string,
  backends: readonly BackendSpec[],
  path: Path,
  context: Context,
  others: readonly string[],
): string[] {
  const found = backends.filter((backend) => backend[key] === place);
  if (found.length === 0 && !others.includes(place) && context.isIntact(['backends'])) {
    const known = [...new Set(backends.flatMap((backend) => backend[key] ?? []))];
    context.wrong(
      path,
      known.length === 0
        ? `no backend says which ${key} it is in; add ${key}: ${place} to those that are in it`
        : `no backend is in the ${key} ${quoted(place)}; they are in ${known.join(', ')}`,
      suggest(place, known),
    );
  }
  return found.map((backend) => backend.name);
}

function byNames(
  target: string | readonly string[],
  backends: readonly BackendSpec[],
  path: Path,
  context: Context,
  others: readonly string[],
): string[] {
  const names = backends.map((backend) => backend.name);
  const texts = typeof target === 'string' ? [target] : target;
  const hit = new Set<string>();
  texts.forEach((own, i) => {
    const matching = names.filter(matcher(own));
    for (const name of matching) hit.add(name);
    if (matching.length > 0 || others.includes(own) || !context.isIntact(['backends'])) return;
    const family = names.some((name) => name.startsWith(`${own}-`)) ? `${own}-*` : undefined;
    context.wrong(
      typeof target === 'string' ? path : [...path, i],
      own.includes('*')
        ? `no backend matches ${quoted(own)}`
        : `no backend is called ${quoted(own)}; add it to backends, with its address`,
      family ?? suggest(own, [...names, ...others]),
    );
  });
  return names.filter((name) => hit.has(name));
}

/** Whether a name is of a pattern in which `*` stands for any text. */
export function matcher(pattern: string): (name: string) => boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.]/g, '\\.'));
  const expression = new RegExp(`^${parts.join('.*')}$`);
  return (name) => expression.test(name);
}
