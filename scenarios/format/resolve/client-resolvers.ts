/** Whom clients ask: one resolver group, a list of them in the order of resolv.conf, or shares of clients with either. */
import { listOf, pickOf } from '../../../sim/clients/asked-groups.ts';
import { isMeantBy } from '../../../sim/mixes.ts';
import { expectedShares } from '../../../sim/resolvers/dealing.ts';
import type {
  ClientBehaviour,
  ClientGroup,
  ResolverGroup,
  ResolverUse,
} from '../../../sim/scenario.ts';
import { quoted } from '../printable.ts';
import type { ClientInput } from '../schema/clients.ts';
import { suggest } from '../suggest.ts';
import type { Path } from '../tree.ts';
import type { Context } from './context.ts';
import { checkWhole, type Part, partsOf } from './shares.ts';

export interface KnownResolvers {
  /** Names of all resolver groups that are written; null while they are not known. */
  readonly resolvers: ReadonlySet<string> | null;
  /** Those that have been made. */
  readonly groups: readonly ResolverGroup[];
}

/** A name of a list. */
type Named = Pick<Part, 'of' | 'path' | 'isKey'>;

export function resolversOf(
  written: ClientInput['resolvers'],
  path: Path,
  known: KnownResolvers,
  context: Context,
): ResolverUse[] {
  if (!isList(written))
    return partsOf(written, path, context).flatMap((part) =>
      useOf([part], part.share, part.path, known, context),
    );
  if (isNames(written)) return useOf(namedIn(written, path), 1, path, known, context);
  checkWhole(written, path, context);
  return written.flatMap(({ share, use }, i) => {
    const at = [...path, i, 'use'];
    const list = isList(use) ? namedIn(use, at) : [{ of: use, path: at, isKey: false }];
    return useOf(list, share, at, known, context);
  });
}

/** `Array.isArray` does not tell read-only lists from other values. */
function isList<T>(written: T): written is Extract<T, readonly unknown[]> {
  return Array.isArray(written);
}

function isNames(written: readonly unknown[]): written is readonly string[] {
  return typeof written[0] === 'string';
}

function namedIn(names: readonly string[], path: Path): Named[] {
  return names.map((of, i) => ({ of, path: [...path, i], isKey: false }));
}

function useOf(
  list: readonly Named[],
  share: number,
  path: Path,
  { resolvers, groups }: KnownResolvers,
  context: Context,
): ResolverUse[] {
  const times = new Map<string, number>();
  for (const { of, path: at, isKey } of list) {
    times.set(of, (times.get(of) ?? 0) + 1);
    if (!resolvers || resolvers.has(of)) continue;
    const complaint = `no resolver group is called ${quoted(of)}`;
    if (isKey) context.wrongKey(at, complaint, suggest(of, resolvers));
    else context.wrong(at, complaint, suggest(of, resolvers));
  }
  for (const [name, n] of times) {
    const meant = groups.find((one) => isMeantBy(one, name));
    const count = meant?.mix?.count ?? meant?.count ?? n;
    if (n > count)
      context.wrong(
        path,
        `the list names ${name} ${n === 2 ? 'twice' : `${n} times`}, each time another member, and there ${count === 1 ? 'is 1' : `are ${count}`}; raise its count, or name it less often`,
      );
  }
  const [first, ...others] = list.map(({ of }) => of) as [string, ...string[]];
  const further = others.length > 0 && { further: others };
  const parts = groups.filter((one) => isMeantBy(one, first));
  if (parts.length === 0) return [{ group: first, share, ...further }];
  const expected = expectedShares(parts);
  return parts.map(({ name: group }, i) => ({
    group,
    share: share * (expected[i] as number),
    ...further,
  }));
}

/** Whom a stub asks first matters only where there is somebody else to ask. */
export function checkStubPick(
  { resolvers, count }: Pick<ClientGroup, 'resolvers' | 'count'>,
  behaviour: ClientBehaviour,
  path: Path,
  context: Context,
): void {
  const pick = behaviour.stub?.pick;
  if (pick === undefined) return;
  if (resolvers.every((use) => listOf(use).length === 1))
    context.wrong(
      [...path, 'stub', 'pick'],
      `pick: ${pick} chooses among several resolvers, and these clients know one each; give a list such as resolvers: [isp, isp], or remove pick`,
    );
  else if (count === null && pickOf({ behaviour }) === 'last-good')
    context.wrong(
      [...path, 'stub', 'pick'],
      'with pick: last-good a client remembers who answered it, so it matters which one makes a request; give a count',
    );
}
