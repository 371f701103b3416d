/**
 * Look-ups of names that search lists complete (resolv.conf(5)): one name after the other is asked for until one has
 * addresses. That there was no finding out ends a look-up, as in musl.
 */
import type { NameAndType } from '../authority/question.ts';
import { recordTypesOf } from '../ip-address.ts';
import type { ClientGroup } from '../scenario.ts';

/** By the group's own names: rows of the questions that a look-up puts in turn. */
export type SearchRows = readonly (readonly number[])[];

/** What search lists make of names that clients look up, without what is `asked` by somebody anyway. */
export function triesOf(
  groups: readonly ClientGroup[],
  asked: readonly NameAndType[],
): NameAndType[] {
  const seen = new Map(asked.map((one) => [`${one.name} ${one.type}`, one]));
  for (const { lookup, family } of groups)
    for (const name of lookup.flatMap(({ tries = [] }) => tries))
      for (const type of recordTypesOf(family))
        if (!seen.has(`${name} ${type}`)) seen.set(`${name} ${type}`, { name, type });
  return [...seen.values()].slice(asked.length);
}

/** Null: the group asks for no name but those it looks up. It looks up one family. */
export function searchRowsOf(
  { lookup, family }: ClientGroup,
  questions: readonly NameAndType[],
): SearchRows | null {
  if (lookup.every(({ tries }) => tries === undefined)) return null;
  const [type] = recordTypesOf(family);
  const rowOf = (name: string) =>
    questions.findIndex((one) => one.name === name && one.type === type);
  return lookup.map(({ name, tries = [name] }) => tries.map(rowOf));
}

/** Questions that a look-up puts as long as records are as they were: those in vain, and the one with addresses. */
export function askedInTurn(
  searched: SearchRows | null | undefined,
  own: number,
  question: number,
): readonly number[] {
  const rows = searched?.[own] ?? [question];
  return rows.slice(0, rows.indexOf(question) + 1);
}
