import { canonical } from '../../format/names.ts';
import { quoted } from '../../format/printable.ts';
import { RECORD_TYPES } from '../../format/schema/record-types.ts';
import { type Place, where } from '../../format/source.ts';
import { suggest } from '../../format/suggest.ts';
import { list, mapping, type Scalar, scalar } from '../../format/tree.ts';
import type { Finding, ImportReport } from '../foreign-format.ts';
import { dataOf } from './data.ts';
import type { FileEntry, Token } from './entries.ts';
import { absoluteName } from './names.ts';
import { secondsOf } from './times.ts';

/** Records of one name and type: one simple record set. */
interface RecordSet {
  readonly name: Scalar;
  readonly type: Scalar;
  ttl: Scalar | null;
  readonly values: Map<string, Scalar>;
  readonly place: Place;
}

const CLASSES: readonly string[] = ['IN', 'CH', 'HS', 'CS'];
/** What directives there are, and why those that are not followed are not. */
const REFUSED: Readonly<Record<string, string>> = {
  $INCLUDE:
    'is not followed, so that a scenario names every file it is made of; import the included file too, with an $ORIGIN at its top',
  $GENERATE: 'is not carried out; write its records out, as named-compilezone does',
};

/** Takes the entries of a zone file in their order, remembering what each leaves to the next. */
export class RecordReader {
  readonly #report: ImportReport;
  readonly #sets = new Map<string, RecordSet>();
  #origin: string | null;
  #owner: { readonly name: string; readonly place: Place } | null = null;
  /** Of `$TTL`; of the last record that stated one; the minimum of the SOA record. */
  #defaultTtl: number | null = null;
  #lastTtl: number | null = null;
  #minimum: number | null = null;

  constructor(report: ImportReport) {
    this.#report = report;
    this.#origin = report.zone === '' ? null : `${report.zone}.`;
  }

  take({ tokens, isIndented }: FileEntry): void {
    const [first] = tokens as readonly [Token, ...Token[]];
    if (!isIndented && first.text.startsWith('$')) this.#directive(first, tokens.slice(1));
    else this.#record(isIndented ? null : first, isIndented ? tokens : tokens.slice(1), first);
  }

  findings(): Finding[] {
    return [...this.#sets.values()].map((set) => {
      const entries = {
        name: set.name,
        type: set.type,
        values: list(set.place, [...set.values.values()]),
      };
      const ttl = set.ttl ?? (this.#minimum === null ? null : scalar(set.place, this.#minimum));
      const all = Object.entries(ttl ? { ...entries, ttl } : entries);
      return {
        kind: 'record',
        action: 'add',
        record: mapping(
          set.place,
          all.map(([key, value]) => [key, { key: value.place, value }]),
        ),
        place: set.place,
      };
    });
  }

  #directive({ text, place }: Token, [argument]: readonly Token[]): void {
    const name = text.toUpperCase();
    const { problems } = this.#report;
    const refused = REFUSED[name];
    if (refused !== undefined) problems.add(place, `${name} ${refused}`);
    else if (name !== '$ORIGIN' && name !== '$TTL')
      problems.add(
        place,
        `${quoted(text)} is no directive; expected $ORIGIN or $TTL`,
        suggest(name, ['$ORIGIN', '$TTL']),
      );
    else if (!argument)
      problems.add(place, `expected ${name === '$TTL' ? 'a TTL' : 'a name'} after ${name}`);
    else if (name === '$ORIGIN') this.#origin = this.#absolute(argument) ?? this.#origin;
    else {
      const seconds = secondsOf(argument.text);
      if (seconds === undefined)
        problems.add(
          argument.place,
          `expected a TTL, such as 300 or 5m; found ${quoted(argument.text)}`,
        );
      this.#defaultTtl = seconds ?? this.#defaultTtl;
    }
  }

  #record(owner: Token | null, rest: readonly Token[], first: Token): void {
    const { problems } = this.#report;
    if (owner) {
      const name = this.#absolute(owner);
      this.#owner = name === null ? null : { name, place: owner.place };
      if (name === null) return;
    } else if (!this.#owner) {
      problems.add(
        first.place,
        'no record is before this one, whose owner it could have; write its name',
      );
      return;
    }
    const head = this.#head(rest, owner ?? first);
    if (!head || !this.#owner) return;
    const { type, ttl, data } = head;
    if (data.length === 0) {
      problems.add(type.place, `expected the data of this ${type.text} record after its type`);
      return;
    }
    const word = type.text.toUpperCase();
    const value = dataOf(word, data, (name) => this.#absolute(name));
    if (value === null) return;
    const whole = { ...(data[0] as Token).place, end: (data.at(-1) as Token).place.end };
    if (word === 'SOA') this.#minimum ??= Number(value.split(' ')[6] ?? Number.NaN) || null;
    this.#add(word, type, this.#ttlOf(ttl), scalar(whole, value));
  }

  /** TTL and class, in either order or left out, then the type. */
  #head(
    tokens: readonly Token[],
    from: Token,
  ): { type: Token; ttl: Token | null; data: readonly Token[] } | null {
    const { problems } = this.#report;
    let ttl: Token | null = null;
    for (const [i, token] of tokens.entries()) {
      const word = token.text.toUpperCase();
      if (secondsOf(token.text) !== undefined && !ttl) ttl = token;
      else if (CLASSES.includes(word)) {
        if (word === 'IN') continue;
        problems.add(
          token.place,
          `a record of class ${word}; Route 53 has records of class IN only, remove it`,
        );
        return null;
      } else if (isType(word)) return { type: token, ttl, data: tokens.slice(i + 1) };
      else {
        problems.add(
          token.place,
          `expected a record type, such as A; found ${quoted(token.text)}`,
          suggest(word, RECORD_TYPES),
        );
        return null;
      }
    }
    problems.add(from.place, 'expected a record type and data after this');
    return null;
  }

  /** `$TTL` comes first (RFC 2308 section 4); before there was one, the last that was stated (RFC 1035 section 5.1). */
  #ttlOf(stated: Token | null): Scalar | number | null {
    if (!stated) return this.#defaultTtl ?? this.#lastTtl;
    this.#lastTtl = secondsOf(stated.text) as number;
    return scalar(stated.place, this.#lastTtl);
  }

  #add(type: string, { place }: Token, ttl: Scalar | number | null, value: Scalar): void {
    const { name, place: owner } = this.#owner as { name: string; place: Place };
    const own = typeof ttl === 'number' ? scalar(place, ttl) : ttl;
    const key = `${canonical(name)} ${type}`;
    const set = this.#sets.get(key);
    if (!set) {
      const head = { name: scalar(owner, name), type: scalar(place, type), place };
      this.#sets.set(key, { ...head, ttl: own, values: new Map([[String(value.value), value]]) });
      return;
    }
    // A record that is there twice is there once (RFC 2181 section 5).
    if (!set.values.has(String(value.value))) set.values.set(String(value.value), value);
    if (own && set.ttl && own.value !== set.ttl.value) this.#noteTtls(set, own);
  }

  #noteTtls(set: RecordSet, other: Scalar): void {
    const before = set.ttl as Scalar;
    const lower = Number(other.value) < Number(before.value) ? other : before;
    this.#report.note(
      other.place,
      `${String(set.name.value)} ${String(set.type.value)} has TTL ${String(other.value)} here and ${String(before.value)} at ${where(before.place)}; ` +
        `records of one name and type have one TTL (RFC 2181 section 5.2): the lower is taken, ${String(lower.value)}`,
    );
    set.ttl = lower;
  }

  #absolute({ text, place }: Token): string | null {
    const name = absoluteName(text, this.#origin);
    if (name === null)
      this.#report.problems.add(
        place,
        `${quoted(text)} is relative, and nothing tells to what; write $ORIGIN at the top, or the name of the zone`,
      );
    return name;
  }
}

function isType(word: string): boolean {
  return (RECORD_TYPES as readonly string[]).includes(word) || /^TYPE\d{1,5}$/.test(word);
}
