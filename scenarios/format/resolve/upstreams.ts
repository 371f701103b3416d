/** Whom resolver groups ask: one upstream for all names, or by the suffix of the name (a forward zone, a stub domain). */
import { wholeName } from '../../../sim/mixes.ts';
import { upstreamFor } from '../../../sim/resolvers/routes.ts';
import type { ResolverGroup, SuffixRoute } from '../../../sim/scenario.ts';
import { canonical, faultOf } from '../names.ts';
import { quoted } from '../printable.ts';
import type { ResolverInput } from '../schema/resolvers.ts';
import { suggest } from '../suggest.ts';
import type { Path } from '../tree.ts';
import type { Context } from './context.ts';

/** What asks the zones of the scenario themselves, where a suffix says so. */
const AUTHORITY = 'authority';

type Routes = Pick<ResolverGroup, 'upstream' | 'upstreamBySuffix'>;

/** @param known every resolver group that is written; null while they are not all known */
export function routesOf(
  written: ResolverInput['upstream'],
  path: Path,
  known: ReadonlySet<string> | null,
  context: Context,
): Routes {
  if (written === undefined) return { upstream: null };
  if (typeof written === 'string') {
    if (known && !known.has(written)) unknown(written, known, path, context);
    return { upstream: written };
  }
  const routes = new Map<string, string | null>();
  for (const [key, name] of Object.entries(written)) {
    const at = [...path, key];
    const suffix = canonical(key);
    const fault = suffix === '' && key === '.' ? null : faultOf(suffix);
    const isGroup = known === null || known.has(name);
    if (fault !== null) context.wrongKey(at, fault);
    else if (routes.has(suffix))
      context.wrongKey(at, `${quoted(suffix)} has an upstream already; remove one of the two`);
    if (!isGroup && name !== AUTHORITY) unknown(name, known, at, context);
    routes.set(suffix, known?.has(name) === false && name === AUTHORITY ? null : name);
  }
  if (routes.size === 0)
    context.wrong(path, 'no suffix has an upstream; give one, or remove upstream');
  const bySuffix = [...routes].flatMap(([suffix, upstream]) =>
    suffix === '' ? [] : [{ suffix, upstream }],
  );
  return {
    upstream: routes.get('') ?? null,
    ...(bySuffix.length > 0 && { upstreamBySuffix: bySuffix.sort(longerFirst) }),
  };
}

function unknown(name: string, known: ReadonlySet<string>, path: Path, context: Context): void {
  context.wrong(path, `no resolver group is called ${quoted(name)}`, suggest(name, known));
}

/** More labels first; those with as many, which no name is within both, by the alphabet. */
function longerFirst(a: SuffixRoute, b: SuffixRoute): number {
  const labels = (suffix: string) => suffix.split('.').length;
  return labels(b.suffix) - labels(a.suffix) || (a.suffix < b.suffix ? -1 : 1);
}

/**
 * Each cycle once, at its first group in the file. Names go the same way as the longest suffix anyone routes by that
 * they are within, so to follow each suffix is to follow every name.
 */
export function checkCycles(groups: readonly ResolverGroup[], context: Context): void {
  const suffixes = groups.flatMap(({ upstreamBySuffix = [] }) =>
    upstreamBySuffix.map(({ suffix }) => suffix),
  );
  const told = new Set<string>();
  for (const name of ['', ...new Set(suffixes)]) checkCyclesFor(name, groups, told, context);
}

function checkCyclesFor(
  asked: string,
  groups: readonly ResolverGroup[],
  told: Set<string>,
  context: Context,
): void {
  const upstreamOf = new Map(groups.map((group) => [wholeName(group), upstreamFor(group, asked)]));
  for (const [i, group] of groups.entries()) {
    const name = wholeName(group);
    const chain = [name];
    let next = upstreamOf.get(name) ?? null;
    while (next !== null && !chain.includes(next)) {
      chain.push(next);
      next = upstreamOf.get(next) ?? null;
    }
    if (next !== name || chain.some((member) => told.has(member))) continue;
    for (const member of chain) told.add(member);
    const what = asked === '' ? '' : ` for ${quoted(asked)}`;
    context.wrong(
      ['resolvers', i, 'upstream'],
      `${[...chain, name].join(' asks ')}${what}: a cycle; one of them must ask the authority`,
    );
  }
}
