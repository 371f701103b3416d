/** A YAML document → tree: aliases and merges resolved, `x-` keys dropped, variables filled in. */
import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type ScalarTag,
  visit,
  type YAMLMap,
  Scalar as YamlScalar,
} from 'yaml';
import { quoted } from './printable.ts';
import type { Problems } from './problem.ts';
import type { Place, Source } from './source.ts';
import { type Entry, list, mapping, scalar, type Tree } from './tree.ts';
import { type Environment, substitute } from './variables.ts';

/** Deeper than any scenario; keeps recursion off the end of the stack. */
export const DEEPEST = 200;
/** Values that aliases may stand for, all together: a bomb of nested aliases stops here. */
const MOST_BY_ALIAS = 100_000;
/** Keys that would reach into the objects themselves. */
export const FORBIDDEN_KEYS: ReadonlySet<string> = new Set([
  '__proto__',
  'constructor',
  'prototype',
]);

export interface YamlOptions {
  /** Values for `${VAR}`; null: leave them alone. */
  readonly env: Environment | null;
  readonly problems: Problems;
  /** Where the YAML begins in the source's text; it goes to the text's end. */
  readonly from?: number;
  /** What a value with a tag of its own (`!Ref`) stands for; without this such tags are refused. */
  readonly tagged?: (tag: string, value: Tree) => Tree;
}

/** For each alias the last node anchored so before it. */
function aliasTargets(document: Document): Map<Alias, Node> {
  const anchored = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  visit(document, {
    Value: (_key, node) => void (node.anchor && anchored.set(node.anchor, node)),
    Alias(_key, node) {
      const target = anchored.get(node.source);
      if (target) targets.set(node, target);
    },
  });
  return targets;
}

export class TreeBuilder {
  readonly #document: Document;
  readonly #targets: ReadonlyMap<Alias, Node>;
  readonly #source: Source;
  readonly #options: YamlOptions;
  /** Collections being read. */
  readonly #open = new Set<Node>();
  #byAlias = 0;

  constructor(document: Document, source: Source, options: YamlOptions) {
    this.#document = document;
    this.#targets = aliasTargets(document);
    this.#source = source;
    this.#options = options;
  }

  build(node: Node | null | undefined, via?: Place): Tree {
    const tree = this.#build(node, via);
    const { tagged } = this.#options;
    return tagged && node && !isAlias(node) && node.tag?.startsWith('!')
      ? tagged(node.tag, tree)
      : tree;
  }

  #build(node: Node | null | undefined, via?: Place): Tree {
    const place = this.#place(node, via);
    if (via && ++this.#byAlias > MOST_BY_ALIAS) {
      if (this.#byAlias === MOST_BY_ALIAS + 1)
        this.#report(via, `aliases stand for more than ${MOST_BY_ALIAS} values; write fewer`);
      return scalar(place, null);
    }
    if (isAlias(node)) return this.#alias(node, place);
    if (!isMap(node) && !isSeq(node))
      return scalar(place, isScalar(node) ? this.#value(node, place) : null);
    if (this.#open.size === DEEPEST) {
      this.#unusable(
        via ?? place,
        `aliases nest more than ${DEEPEST} levels deep; no scenario needs that`,
      );
      return scalar(place, null);
    }
    this.#open.add(node);
    const tree = isMap(node)
      ? mapping(place, this.#entries(node, place, via))
      : list(
          place,
          node.items.map((item) => this.build(item as Node, via)),
        );
    this.#open.delete(node);
    return tree;
  }

  #alias(node: Alias, place: Place): Tree {
    const target = this.#targets.get(node);
    if (!target || this.#open.has(target)) {
      this.#unusable(
        place,
        target
          ? `*${node.source} stands inside its own anchor`
          : `no anchor &${node.source} before this alias`,
      );
      return scalar(place, null);
    }
    return this.build(target, place.via ?? place);
  }

  /** Own keys win over merged ones, earlier merged mappings over later ones (yaml.org/type/merge). */
  #entries(node: YAMLMap, place: Place, via?: Place): Map<string, Entry> {
    const own = new Map<string, Entry>();
    const merged: Tree[] = [];
    for (const { key, value } of node.items as { key: Node; value: Node | null }[]) {
      const keyPlace = this.#place(key, via);
      if (isScalar(key) && typeof key.value === 'symbol') {
        const tree = this.build(value ?? null, via);
        merged.push(...(tree.kind === 'list' ? tree.items : [tree]));
        continue;
      }
      const name = this.#key(key, keyPlace);
      if (name === null || name.startsWith('x-')) continue;
      const end = value ? place : keyPlace;
      own.set(name, {
        key: keyPlace,
        value: value ? this.build(value, via) : scalar({ ...end }, null),
      });
    }
    for (const tree of merged) {
      if (tree.kind !== 'mapping')
        this.#report(tree.place, 'expected a mapping, or a list of mappings, to merge with <<');
      else for (const [name, entry] of tree.entries) if (!own.has(name)) own.set(name, entry);
    }
    return own;
  }

  #key(key: Node, place: Place): string | null {
    const text = isScalar(key)
      ? typeof key.value === 'string'
        ? key.value
        : key.source
      : undefined;
    if (text === undefined) this.#report(place, 'expected a plain word as key');
    else if (FORBIDDEN_KEYS.has(text)) this.#report(place, `${quoted(text)} cannot be a key`);
    else return text;
    return null;
  }

  #value(node: YamlScalar, place: Place): string | number | boolean | null {
    let { value } = node;
    if (typeof value === 'string' && this.#options.env && value.includes('$')) {
      const filled = substitute(value, this.#options.env, (message) =>
        this.#unusable(place, message),
      );
      value = node.type === YamlScalar.PLAIN && filled !== value ? this.#plain(filled) : filled;
    }
    if (typeof value === 'number' && !Number.isFinite(value)) {
      this.#unusable(
        place,
        `expected a finite number; found ${quoted(node.source ?? String(value))}`,
      );
      return 0;
    }
    if (
      value === null ||
      typeof value === 'string' ||
      typeof value === 'number' ||
      typeof value === 'boolean'
    )
      return value;
    this.#unusable(
      place,
      `expected text, a number, true or false; found ${quoted(node.source ?? String(value))}`,
    );
    return null;
  }

  /** What a plain scalar of this text would be: `42` a number, `true` a truth value. */
  #plain(text: string): unknown {
    const tags = this.#document.schema.tags.filter(
      (tag): tag is ScalarTag => !tag.collection && tag.default === true,
    );
    const tag = tags.find(({ test }) => test?.test(text));
    if (!tag) return text;
    const value = tag.resolve(text, () => undefined, this.#document.options);
    return isScalar(value) ? value.value : value;
  }

  #place(node: Node | null | undefined, via?: Place): Place {
    const from = this.#options.from ?? 0;
    const [start, end] = node?.range ?? [0, 1];
    const place = { source: this.#source, start: start + from, end: end + from };
    return via ? { ...place, via } : place;
  }

  #report(place: Place, message: string): void {
    this.#options.problems.add(place, message);
  }

  #unusable(place: Place, message: string): void {
    this.#options.problems.addUnusable(place, message);
  }
}
