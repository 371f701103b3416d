/** JSON text → trees with places: one document, or several one after another, as a loop over pages prints them. */
import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { quoted } from '../format/printable.ts';
import type { Problems } from '../format/problem.ts';
import type { Place, Source } from '../format/source.ts';
import { type Entry, list, mapping, scalar, type Tree } from '../format/tree.ts';
import { DEEPEST, FORBIDDEN_KEYS } from '../format/yaml-tree.ts';

/** The documents of a text; empty after a syntax error. */
export function parseJson(source: Source, problems: Problems): Tree[] {
  const deep = tooDeepAt(source.text);
  if (deep >= 0) {
    problems.add(
      { source, start: deep, end: deep + 1 },
      `nested more than ${DEEPEST} levels deep; no export is`,
    );
    return [];
  }
  const trees: Tree[] = [];
  let from = 0;
  for (;;) {
    const errors: ParseError[] = [];
    const node = parseTree(source.text.slice(from), errors, { disallowComments: true });
    const another = errors.findIndex(
      ({ error }) => printParseErrorCode(error) === 'EndOfFileExpected',
    );
    const [broken] = another >= 0 ? errors.slice(0, another) : errors;
    if (broken || !node) {
      const { error, offset, length } = broken ?? (errors[0] as ParseError);
      const start = from + offset;
      const message = `not JSON: ${inWords(printParseErrorCode(error))}`;
      problems.add({ source, start, end: start + length }, message);
      return [];
    }
    trees.push(treeOf(node, source, from, problems));
    if (another < 0) return trees;
    from += node.offset + node.length;
  }
}

/** Where nesting passes the limit, -1 if nowhere: the parser recurses. */
function tooDeepAt(text: string): number {
  let depth = 0;
  let isInString = false;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (isInString && character === '\\') i += 1;
    else if (character === '"') isInString = !isInString;
    else if (!isInString && (character === '{' || character === '[')) depth += 1;
    else if (!isInString && (character === '}' || character === ']')) depth -= 1;
    if (depth > DEEPEST) return i;
  }
  return -1;
}

/** `CommaExpected` → `comma expected`. */
function inWords(code: string): string {
  if (code === 'InvalidCommentToken') return 'comments are not allowed';
  return code.replace(/[A-Z]/g, (letter, at) => (at === 0 ? letter : ` ${letter}`)).toLowerCase();
}

function treeOf(node: Node, source: Source, from: number, problems: Problems): Tree {
  const place = placeOf(node, source, from);
  if (node.type === 'array')
    return list(
      place,
      (node.children ?? []).map((item) => treeOf(item, source, from, problems)),
    );
  if (node.type !== 'object') return scalar(place, node.value as string | number | boolean | null);
  const entries = new Map<string, Entry>();
  for (const { children = [] } of node.children ?? []) {
    const [key, value] = children as [Node, Node];
    const name = key.value as string;
    const keyPlace = placeOf(key, source, from);
    if (FORBIDDEN_KEYS.has(name)) problems.add(keyPlace, `${quoted(name)} cannot be a member`);
    else if (entries.has(name))
      problems.add(
        keyPlace,
        `the member ${quoted(name)} is already in this object; remove one of the two`,
      );
    else entries.set(name, { key: keyPlace, value: treeOf(value, source, from, problems) });
  }
  return mapping(place, entries);
}

function placeOf({ offset, length }: Node, source: Source, from: number): Place {
  return { source, start: from + offset, end: from + offset + length };
}
