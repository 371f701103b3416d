import type { RecordChange } from '../import/foreign-format.ts';
import { recordKey } from './merge.ts';
import { quoted } from './printable.ts';
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
    if (action === 'delete') {
      if (row !== undefined && present && sameContent(present, record)) {
        this.#records[row] = null;
        this.#rows.delete(key);
        return;
      }
      const why = present
        ? 'the values provided do not match the current values'
        : 'it was not found';
      this.#problems.add(
        { ...place, end: place.start + 1 },
        `Tried to delete resource record set ${described(record)} but ${why}`,
      );
    } else if (action === 'create' && present) {
      this.#problems.add(
        { ...place, end: place.start + 1 },
        `Tried to create resource record set ${described(record)} but it already exists; write UPSERT to replace it`,
      );
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

/** In the words of the API. */
function described(record: Tree): string {
  const identifier = textOf(child(record, 'setIdentifier'));
  const text = (key: string) => textOf(child(record, key)) ?? '';
  return `[name=${quoted(text('name'))}, type=${quoted(text('type'))}${identifier ? `, set identifier=${quoted(identifier)}` : ''}]`;
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
