import type { RecordChange } from '../import/foreign-format.ts';
import { type Label, refusalOf } from './change-refusal.ts';
import { recordKey } from './merge.ts';
import type { Problems } from './problem.ts';
import { child, dataOf, type Tree, textOf } from './tree.ts';

/** The record sets of a zone while files are imported into it, changed as Route 53 would. */
export class RecordList {
  readonly #records: (Tree | null)[];
  /** By name, type and set identifier. */
  readonly #rows = new Map<string, number>();
  readonly #zone: string;
  readonly #problems: Problems;

  /** @param zone the zone's name, empty while it is not known */
  constructor(records: readonly Tree[], zone: string, problems: Problems) {
    this.#records = [...records];
    this.#zone = zone;
    this.#problems = problems;
    for (const [row, record] of records.entries()) this.#rows.set(this.#keyOf(record), row);
  }

  get items(): Tree[] {
    return this.#records.filter((record) => record !== null);
  }

  apply({ action, record, place }: RecordChange): void {
    const key = this.#keyOf(record);
    const row = this.#rows.get(key);
    const present = row === undefined ? null : this.#records[row];
    const isSame = present ? sameContent(present, record) : false;
    const refusal =
      action === 'add' ? null : refusalOf(action, labelOf(record), Boolean(present), isSame);
    if (refusal !== null) this.#problems.add({ ...place, end: place.start + 1 }, refusal);
    else if (action === 'delete' && row !== undefined) {
      this.#records[row] = null;
      this.#rows.delete(key);
    } else if (action === 'upsert' && present && row !== undefined) {
      this.#records[row] = record;
    } else {
      this.#rows.set(key, this.#records.length);
      this.#records.push(record);
    }
  }

  #keyOf(record: Tree): string {
    return recordKey(record, this.#zone) ?? '';
  }
}

function labelOf(record: Tree): Label {
  const text = (key: string) => textOf(child(record, key)) ?? '';
  return { name: text('name'), type: text('type'), setIdentifier: text('setIdentifier') };
}

/** A deletion must repeat the TTL, the values and the policy's settings; the order of values does not matter. */
function sameContent(a: Tree, b: Tree): boolean {
  const content = (tree: Tree) => {
    const { name: _, values, value, ...rest } = dataOf(tree) as Record<string, unknown>;
    const texts = (Array.isArray(values) ? values : [value]).map(String).sort();
    return JSON.stringify([Object.entries(rest).sort(([x], [y]) => (x < y ? -1 : 1)), texts]);
  };
  return content(a) === content(b);
}
