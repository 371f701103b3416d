/** Questions that CNAMEs lead to: who reaches them, and which of them are asked exactly when another one is. */
import type { Authority } from '../authority/authority.ts';
import type { Stream } from '../random/stream.ts';
import { clamped } from '../resolvers/cache.ts';
import { MOST_LINKS } from '../resolvers/responses.ts';
import type { StartContext } from './context.ts';
import type { Reached } from './flows.ts';

const NOBODY = -1;

/** A question and all that CNAMEs lead to from it at time 0, each with the chance that a look-up gets there. */
export function reachedFrom(authority: Authority, question: number): readonly Reached[] {
  const reached = [{ question, chance: 1 }];
  for (let i = 0; i < reached.length && reached.length <= MOST_LINKS * MOST_LINKS; i++) {
    const { question: from, chance } = reached[i] as Reached;
    for (const link of authority.linksFrom(from))
      reached.push({ question: link.question, chance: chance * link.chance });
  }
  return reached;
}

/** Draws the end of the chain that a question leads to. */
export function endOf(authority: Authority, question: number, stream: Stream): number {
  let at = question;
  for (let links = 0; links < MOST_LINKS; links++) {
    const from = authority.linksFrom(at);
    if (from.length === 0) return at;
    at = (from.length === 1 ? (from[0] as Reached) : drawn(from, stream)).question;
  }
  return at;
}

function drawn(from: readonly Reached[], stream: Stream): Reached {
  let left = stream.uniform();
  for (const link of from) {
    if (left < link.chance) return link;
    left -= link.chance;
  }
  return from.at(-1) as Reached;
}

/**
 * Questions that no client puts and one CNAME alone leads to, which always does and is kept just as long: whenever one
 * of the two is asked for so is the other, and they have been in step for ever.
 */
export function leadersOf({ authority, resolvers, questions }: StartContext): Map<number, number> {
  const leaders = new Map<number, number>();
  for (let question = 0; question < questions; question++) {
    if (authority.isLookedUp(question) || !authority.initial(question, 0)) continue;
    const into = Array.from({ length: questions }, (_, from) => from).filter((from) =>
      authority.linksFrom(from).some((link) => link.question === question),
    );
    const [leader] = into;
    if (into.length !== 1 || leader === undefined || authority.linksFrom(leader).length > 1)
      continue;
    if (ttlsAgree(leader, question, { authority, resolvers })) leaders.set(question, leader);
  }
  return leaders;
}

function ttlsAgree(
  a: number,
  b: number,
  { authority, resolvers }: Pick<StartContext, 'authority' | 'resolvers'>,
): boolean {
  const behaviours = resolvers.topology.groups.map(({ behaviour }) => behaviour);
  const kept = (question: number) =>
    authority
      .ttlLaw(question, 0, NOBODY)
      .flatMap(({ ttl }) => behaviours.map((behaviour) => clamped(ttl, false, behaviour)));
  const all = [...kept(a), ...kept(b)];
  return all.every((ttl) => ttl === all[0]);
}
