/** What the authority is asked in a scenario, and from where. */
import { NOWHERE, type Origin } from './authority/origin.ts';
import type { NameAndType, Question } from './authority/question.ts';
import { RECORD_TYPE } from './ip-address.ts';
import type { ClientGroup, ResolverGroup } from './scenario.ts';
import { lookupShares, rateOf } from './start/flows.ts';

/** Where queries come from. */
export interface Origins {
  /** Different ones; at least one. */
  readonly rows: readonly Origin[];
  /** By resolver group: from where the authority is asked for it, by its members or by those upstream of them. */
  readonly ofGroup: Int32Array;
}

/** Nothing distinguishes the places of resolvers: they all ask from the same one. */
export function originsOf(resolvers: readonly ResolverGroup[]): Origins {
  return { rows: [NOWHERE], ofGroup: new Int32Array(resolvers.length) };
}

/** Every question that clients put, in the order in which they first do. */
export function questionsOf(
  clients: readonly ClientGroup[],
  resolvers: readonly ResolverGroup[],
  origins: Origins,
): Question[] {
  return lookupShares(clients).map((looked) => ({
    ...looked,
    byOrigin: partsByOrigin(looked, clients, resolvers, origins),
  }));
}

/** Of the requests that put a question, the part whose queries reach the authority from each origin. */
function partsByOrigin(
  { name: looked, type }: NameAndType,
  clients: readonly ClientGroup[],
  resolvers: readonly ResolverGroup[],
  { rows, ofGroup }: Origins,
): readonly number[] {
  if (rows.length === 1) return [1];
  const parts = rows.map(() => 0);
  for (const group of clients) {
    if (RECORD_TYPE[group.family] !== type) continue;
    const asked = group.lookup.find(({ name }) => name === looked)?.share ?? 0;
    for (const used of group.resolvers) {
      const origin = ofGroup[resolvers.findIndex(({ name }) => name === used.group)] as number;
      parts[origin] = (parts[origin] as number) + asked * used.share * rateOf(group);
    }
  }
  const total = parts.reduce((sum, part) => sum + part, 0);
  return parts.map((part) => (total > 0 ? part / total : 1 / rows.length));
}
