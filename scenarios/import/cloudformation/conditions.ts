import { child, itemsOf, type Scalar, type Tree, textOf } from '../../format/tree.ts';

/** `Conditions`: true, false, or null where that depends on something not in the template. */
export class Conditions {
  readonly #written: Tree | undefined;
  readonly #literalOf: (tree: Tree) => Scalar | null;
  readonly #known = new Map<string, boolean | null>();

  /** @param literalOf what an operand comes to; null where it is not known */
  constructor(written: Tree | undefined, literalOf: (tree: Tree) => Scalar | null) {
    this.#written = written;
    this.#literalOf = literalOf;
  }

  holds(name: string): boolean | null {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    // One that refers to itself is not known.
    this.#known.set(name, null);
    const rule = child(this.#written, name);
    const holds = rule ? this.#evaluate(rule) : null;
    this.#known.set(name, holds);
    return holds;
  }

  #evaluate(rule: Tree): boolean | null {
    if (rule.kind !== 'mapping') return null;
    const [name, entry] = [...rule.entries][0] ?? [];
    const operands = itemsOf(entry?.value);
    switch (name) {
      case 'Condition':
        return this.holds(textOf(entry?.value) ?? '');
      case 'Fn::Equals': {
        const [a, b] = operands.map(this.#literalOf);
        return a && b ? String(a.value) === String(b.value) : null;
      }
      case 'Fn::Not': {
        const [only] = operands.map((operand) => this.#evaluate(operand));
        return only === null || only === undefined ? null : !only;
      }
      case 'Fn::And':
        return all(operands.map((operand) => this.#evaluate(operand)));
      case 'Fn::Or':
        return any(operands.map((operand) => this.#evaluate(operand)));
      default:
        return null;
    }
  }
}

function all(parts: readonly (boolean | null)[]): boolean | null {
  if (parts.includes(false)) return false;
  return parts.includes(null) ? null : true;
}

function any(parts: readonly (boolean | null)[]): boolean | null {
  if (parts.includes(true)) return true;
  return parts.includes(null) ? null : false;
}
