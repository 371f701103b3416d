/**
 * A CloudFormation template, and what its functions come to: from literals, defaults of parameters, mappings and the
 * template's own resources. What only a deployment knows stays unknown.
 */
import {
  at,
  child,
  itemsOf,
  list,
  type Mapping,
  mapping,
  type Scalar,
  scalar,
  type Tree,
  textOf,
} from '../../format/tree.ts';
import { Conditions } from './conditions.ts';
import { attributeOf } from './short-tags.ts';

/** Why a function's value is not known, and what to do about it. */
export interface Unknown {
  readonly kind: 'unknown';
  readonly why: string;
  /** What it names, for a stand-in: `LoadBalancer.DNSName`. */
  readonly names: string;
}

/** Nothing at all: `AWS::NoValue`. */
const NO_VALUE = Symbol('AWS::NoValue');
type Value = Tree | Unknown | typeof NO_VALUE;

const isUnknown = (value: Value): value is Unknown =>
  typeof value !== 'symbol' && value.kind === 'unknown';

/** The same in every commercial region; others depend on where the template is deployed. */
const PSEUDO: ReadonlyMap<string, string> = new Map([
  ['AWS::Partition', 'aws'],
  ['AWS::URLSuffix', 'amazonaws.com'],
]);

/** No name of a zone or a collection is longer. */
const LONGEST_NAME = 1024;
/** No value of a record set has more than 4,000 characters (route53.md section 7.1). */
const LONGEST_TEXT = 65_536;

/** Hears of a function whose value is not known; what it gives stands in for it. */
export type OnUnknown = (place: Tree, unknown: Unknown) => Tree | undefined;

export class Template {
  readonly #document: Tree;
  readonly #resources: ReadonlyMap<string, Tree>;
  readonly conditions: Conditions;
  readonly #names = new Map<string, Value | null>();

  constructor(document: Tree) {
    this.#document = document;
    const resources = child(document, 'Resources');
    this.#resources = new Map(
      resources?.kind === 'mapping'
        ? [...resources.entries].map(([id, { value }]) => [id, value] as const)
        : [],
    );
    this.conditions = new Conditions(child(document, 'Conditions'), (tree) => {
      const value = this.#value(tree, () => undefined);
      return typeof value === 'symbol' || isUnknown(value) || value.kind !== 'scalar'
        ? null
        : value;
    });
  }

  get resources(): ReadonlyMap<string, Tree> {
    return this.#resources;
  }

  typeOf(logicalId: string): string | undefined {
    return textOf(child(this.#resources.get(logicalId), 'Type'));
  }

  propertyOf(logicalId: string, property: string): Tree | undefined {
    return at(this.#resources.get(logicalId), ['Properties', property]);
  }

  /** A value with every function in it worked out; undefined when it is nothing. */
  resolve(tree: Tree, onUnknown: OnUnknown): Tree | undefined {
    const value = this.#value(tree, onUnknown);
    if (typeof value === 'symbol') return undefined;
    return isUnknown(value) ? onUnknown(tree, value) : value;
  }

  #value(tree: Tree, onUnknown: OnUnknown): Value {
    if (tree.kind === 'scalar') return tree;
    const inner = (item: Tree) => this.resolve(item, onUnknown);
    if (tree.kind === 'list')
      return list(
        tree.place,
        tree.items.flatMap((item) => inner(item) ?? []),
      );
    const [only] = tree.entries;
    if (only && tree.entries.size === 1 && /^(?:Ref$|Fn::)/.test(only[0]))
      return this.#function(only[0], only[1].value, tree, onUnknown);
    const entries = [...tree.entries].flatMap(([key, entry]) => {
      const value = inner(entry.value);
      return value ? [[key, { ...entry, value }] as const] : [];
    });
    return mapping(tree.place, entries);
  }

  #function(name: string, argument: Tree, whole: Mapping, onUnknown: OnUnknown): Value {
    const plain = (tree: Tree): Value => this.#value(tree, onUnknown);
    switch (name) {
      case 'Ref':
        return this.#reference(textOf(argument) ?? '', whole);
      case 'Fn::GetAtt':
        return this.#attribute(argument, whole);
      case 'Fn::Sub':
        return this.#substituted(argument, whole, onUnknown);
      case 'Fn::If': {
        const [condition, yes, no] = itemsOf(argument);
        const holds = this.conditions.holds(textOf(condition) ?? '');
        if (holds === null || !yes || !no)
          return unknown(textOf(condition) ?? '', 'its condition is not known');
        return moved(plain(holds ? yes : no), whole);
      }
      case 'Fn::Join':
        return this.#joined(argument, whole);
      case 'Fn::Split': {
        const [by, text] = itemsOf(argument).map(plain);
        const [separator, joined] = [scalarText(by), scalarText(text)];
        if (text && isUnknown(text)) return text;
        if (separator === undefined || joined === undefined || separator === '') break;
        return list(
          whole.place,
          joined.split(separator).map((part) => scalar(whole.place, part)),
        );
      }
      case 'Fn::Select': {
        const [index, items] = itemsOf(argument).map(plain);
        if (items && isUnknown(items)) return items;
        const row = Number(scalarText(index));
        const found = items && typeof items !== 'symbol' ? child(items, row) : undefined;
        if (found) return moved(found, whole);
        break;
      }
      case 'Fn::FindInMap': {
        const keys = itemsOf(argument).map((key) => scalarText(plain(key)));
        if (keys.length < 3 || keys.some((key) => key === undefined)) break;
        const found = at(child(this.#document, 'Mappings'), keys as string[]);
        if (found) return moved(found, whole);
        break;
      }
      default:
    }
    return unknown(name, 'it cannot be worked out from the template');
  }

  #reference(name: string, whole: Tree): Value {
    if (name === 'AWS::NoValue') return NO_VALUE;
    const pseudo = PSEUDO.get(name);
    if (pseudo !== undefined) return scalar(whole.place, pseudo);
    const parameter = at(this.#document, ['Parameters', name]);
    if (parameter) return this.#default(parameter, name, whole);
    return this.#identity(name, whole) ?? unknown(name, 'it is known only after deployment');
  }

  #default(parameter: Tree, name: string, whole: Tree): Value {
    const value = child(parameter, 'Default');
    const type = textOf(child(parameter, 'Type')) ?? '';
    if (value?.kind !== 'scalar' || type.startsWith('AWS::SSM::'))
      return unknown(name, `the parameter ${name} has no default that is its value; write one`);
    if (!/List/.test(type)) return scalar(whole.place, value.value);
    const parts = String(value.value)
      .split(',')
      .map((part) => part.trim());
    return list(
      whole.place,
      parts.map((part) => scalar(whole.place, part)),
    );
  }

  /** What a resource of Route 53 is called in a scenario: zones and collections by their names, checks by logical id. */
  #identity(logicalId: string, whole: Tree): Value | null {
    switch (this.typeOf(logicalId)) {
      case 'AWS::Route53::HealthCheck':
        return scalar(whole.place, logicalId);
      case 'AWS::Route53::HostedZone':
      case 'AWS::Route53::CidrCollection': {
        const name = this.#nameOf(logicalId);
        return name && moved(name, whole);
      }
      default:
        return null;
    }
  }

  /** Worked out once: names may be made of each other's, in a circle too. */
  #nameOf(logicalId: string): Value | null {
    const known = this.#names.get(logicalId);
    if (known !== undefined) return known;
    this.#names.set(logicalId, unknown(logicalId, 'its name is made of itself'));
    const written = this.propertyOf(logicalId, 'Name');
    const value = written ? this.#value(written, () => undefined) : null;
    const isLong = (scalarText(value ?? undefined)?.length ?? 0) > LONGEST_NAME;
    const name = isLong ? unknown(logicalId, 'its name is too long') : value;
    this.#names.set(logicalId, name);
    return name;
  }

  #attribute(argument: Tree, whole: Tree): Value {
    const [named, ...rest] = itemsOf(attributeOf(argument)).map((part) => textOf(part) ?? '');
    const attribute = rest.join('.');
    const isIdentity = ['Id', 'HealthCheckId'].includes(attribute);
    const known = isIdentity ? this.#identity(named ?? '', whole) : null;
    return known ?? unknown(`${named}.${attribute}`, 'it is known only after deployment');
  }

  #substituted(argument: Tree, whole: Tree, onUnknown: OnUnknown): Value {
    const [text, own] = argument.kind === 'list' ? argument.items : [argument];
    const pattern = textOf(text);
    if (pattern === undefined) return unknown('Fn::Sub', 'it has no text');
    let missing: Unknown | undefined;
    let length = 0;
    const values = new Map<string, Value>();
    const found = (key: string): Value => {
      const given = child(own, key);
      if (given) return this.#value(given, onUnknown);
      return key.includes('.')
        ? this.#attribute(scalar(whole.place, key), whole)
        : this.#reference(key, whole);
    };
    const filled = pattern.replace(
      /\$\{(!?)([^}]*)\}/g,
      (variable, literal: string, name: string) => {
        if (literal) return `\${${name}}`;
        const key = name.trim();
        const value = values.get(key) ?? found(key);
        values.set(key, value);
        if (typeof value !== 'symbol' && isUnknown(value)) missing ??= value;
        const text = scalarText(value) ?? variable;
        length += text.length;
        if (length <= LONGEST_TEXT) return text;
        missing ??= unknown('Fn::Sub', 'its text is too long');
        return '';
      },
    );
    return missing ?? scalar(whole.place, filled);
  }

  #joined(argument: Tree, whole: Tree): Value {
    const [by, items] = itemsOf(argument);
    let missing: Unknown | undefined;
    const kept = (tree: Tree, found: Unknown) => {
      missing ??= found;
      return scalar(tree.place, '');
    };
    const all = items && this.#value(items, kept);
    if (missing) return missing;
    if (all && isUnknown(all)) return all;
    const parts = all && typeof all !== 'symbol' ? itemsOf(all).map(scalarText) : [];
    const separator = textOf(by);
    if (separator === undefined || parts.length === 0 || parts.some((part) => part === undefined))
      return unknown('Fn::Join', 'it cannot be worked out from the template');
    return scalar(whole.place, parts.join(separator));
  }
}

function unknown(names: string, why: string): Unknown {
  return { kind: 'unknown', names, why };
}

/** A value where the function stands that gave it. */
function moved(value: Value, whole: Tree): Value {
  if (typeof value === 'symbol' || isUnknown(value)) return value;
  return value.kind === 'scalar' ? scalar(whole.place, value.value) : value;
}

function scalarText(value: Value | undefined): string | undefined {
  if (value === undefined || typeof value === 'symbol' || value.kind !== 'scalar') return undefined;
  return String((value as Scalar).value);
}
