/**
 * YAML text → tree. Variables are filled in on values, never on the text: that would shift columns and let a
 * value inject structure.
 */
import { Composer, type Document, Lexer, Parser } from 'yaml';
import type { Place, Source } from './source.ts';
import type { Tree } from './tree.ts';
import { DEEPEST, TreeBuilder, type YamlOptions } from './yaml-tree.ts';

/** The tree of the one YAML document in a text; undefined after a syntax error or when it is empty. */
export function parseYaml(source: Source, options: YamlOptions): Tree | undefined {
  const { problems, from = 0 } = options;
  const place = (start: number, end: number): Place => ({
    source,
    start: start + from,
    end: end + from,
  });
  const documents = compose(source.text.slice(from), (offset) =>
    problems.add(
      place(offset, offset + 1),
      `nested more than ${DEEPEST} levels deep; no scenario needs that`,
    ),
  );
  if (!documents) return undefined;
  const [document, second] = documents;
  if (!document) return undefined;
  if (second) {
    problems.add(
      place(second.range[0], second.range[0] + 1),
      'a second document begins here; a scenario is one document, remove the "---"',
    );
  }
  const broken = document.errors.filter(({ code }) => code !== 'DUPLICATE_KEY');
  const doubtful = options.tagged
    ? document.warnings.filter(({ code }) => code !== 'TAG_RESOLVE_FAILED')
    : document.warnings;
  for (const { message, pos } of [...document.errors, ...doubtful]) {
    const [start, end] = pos;
    problems.add(
      place(start, Math.max(end, wordEnd(source.text, start + from) - from)),
      asSentence(message),
    );
  }
  if (broken.length > 0 || !document.contents) return undefined;
  return new TreeBuilder(document, source, options).build(document.contents);
}

/** The composed documents; null when nested too deep, told before any recursion over them. */
function compose(text: string, tooDeep: (offset: number) => void): Document.Parsed[] | null {
  const parser = new Parser();
  const deepAt = { offset: -1 };
  function* tokens() {
    for (const lexeme of new Lexer().lex(text)) {
      if (parser.stack.length > DEEPEST) {
        deepAt.offset = parser.offset;
        return;
      }
      yield* parser.next(lexeme);
    }
    yield* parser.end();
  }
  const documents = [
    ...new Composer({ merge: true, prettyErrors: false }).compose(tokens(), false, text.length),
  ];
  if (deepAt.offset < 0) return documents as Document.Parsed[];
  tooDeep(deepAt.offset);
  return null;
}

/** The end of the word that begins at an offset: the library often gives no more than its first letter. */
function wordEnd(text: string, start: number): number {
  const word = /[\w.-]*/y;
  word.lastIndex = start;
  word.test(text);
  return word.lastIndex;
}

/** The YAML library's own messages, in the style of ours. */
function asSentence(message: string): string {
  if (message === 'Map keys must be unique')
    return 'this key is already in the mapping; remove one of the two';
  return message.charAt(0).toLowerCase() + message.slice(1);
}
