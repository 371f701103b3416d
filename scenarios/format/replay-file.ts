/**
 * A file of requests to make again: CSV with a header. `time` in seconds or ISO 8601, and, if wanted, `client`, `resolver`,
 * `name`, `count` and `service`; other columns are passed over, and an empty field says nothing.
 */
import {
  REPLAY_COLUMNS,
  type Replay,
  type ReplayColumn,
  type ReplayFile,
} from '../../sim/clients/arrivals/replay.ts';
import { duration } from '../../sim/settings.ts';
import { type CsvRow, csvRows, UnclosedQuote } from './csv-rows.ts';
import { canonical } from './names.ts';
import { quoted } from './printable.ts';
import type { Place, Source } from './source.ts';

/** Mistakes told of one file; more of them have one cause. */
const TOLD = 10;
/** Rows of one file: each takes up to 40 bytes in every worker. */
const MOST_ROWS = 5_000_000;
const MOST_REPEATS = 1_000_000;

export interface ReadReplay {
  readonly replay: Replay;
  readonly requests: number;
  readonly clients: number;
  /** Rows that lie before the origin, and so before the run. */
  readonly early: number;
}

/**
 * @param lookup names that the group looks up, in its order
 * @returns null: nothing in it can be used
 */
export function readReplay(
  source: Source,
  how: ReplayFile,
  lookup: readonly string[],
  wrong: (place: Place, message: string) => void,
): ReadReplay | null {
  const rows = new Rows(source, how, lookup, wrong);
  try {
    for (const row of csvRows(source)) if (!rows.take(row)) return null;
  } catch (error) {
    if (!(error instanceof UnclosedQuote)) throw error;
    wrong(error.place, error.message);
    return null;
  }
  return rows.all();
}

/** A time of a row: whole seconds since some day, and the rest. */
interface Moment {
  readonly whole: number;
  readonly rest: number;
}

class Rows {
  readonly #source: Source;
  readonly #how: ReplayFile;
  readonly #lookup: readonly string[];
  readonly #wrong: (place: Place, message: string) => void;
  #places: Readonly<Record<ReplayColumn, number>> | null = null;
  #origin: Moment | null = null;
  #last = Number.NEGATIVE_INFINITY;
  #mistakes = 0;
  #early = 0;
  #requests = 0;
  readonly #times: number[] = [];
  readonly #counts: number[] = [];
  readonly #clients: number[] = [];
  readonly #resolvers: number[] = [];
  readonly #names: number[] = [];
  readonly #services: number[] = [];
  readonly #clientRows = new Map<string, number>();
  readonly #resolverRows = new Map<string, number>();

  constructor(
    source: Source,
    how: ReplayFile,
    lookup: readonly string[],
    wrong: (place: Place, message: string) => void,
  ) {
    this.#source = source;
    this.#how = how;
    this.#lookup = lookup;
    this.#wrong = wrong;
    if (how.origin !== null) this.#origin = momentOf(String(how.origin));
  }

  /** @returns whether there is any point in going on */
  take(row: CsvRow): boolean {
    if (!this.#places) return this.#takeHeader(row);
    const time = this.#timeOf(row);
    if (time === null) return this.#mistakes < TOLD;
    const count = this.#countOf(row);
    const name = this.#nameOf(row);
    const service = this.#serviceOf(row);
    if (count === 0) return true;
    if (time < 0) {
      this.#early += 1;
      return true;
    }
    if (this.#times.length === MOST_ROWS) {
      this.#fault(row, 0, `at most ${MOST_ROWS} rows are read; give the file in parts`);
      return false;
    }
    this.#times.push(time);
    this.#counts.push(count);
    this.#requests += count;
    this.#clients.push(numbered(this.#field(row, 'client'), this.#clientRows));
    this.#resolvers.push(numbered(this.#field(row, 'resolver'), this.#resolverRows));
    this.#names.push(name);
    this.#services.push(service);
    return this.#mistakes < TOLD;
  }

  all(): ReadReplay | null {
    const whole = { source: this.#source, start: 0, end: 1 };
    if (this.#mistakes > 0) return null;
    const rows = this.#times.length;
    if (rows === 0) {
      this.#wrong(whole, 'no row of this file lies in the run; expected at least one');
      return null;
    }
    const span = this.#times.at(-1) as number;
    const { loop, file } = this.#how;
    if (loop && span === 0) {
      this.#wrong(whole, 'all rows are at one time: there is no telling when a loop begins anew');
      return null;
    }
    // One gap of average length lies between the last row and the first one of the next pass.
    const period = rows > 1 && span > 0 ? (span * rows) / (rows - 1) : 0;
    return {
      replay: {
        file,
        times: Float64Array.from(this.#times),
        counts: this.#counts.some((n) => n !== 1) ? Int32Array.from(this.#counts) : null,
        clients: column(this.#clients),
        resolvers: column(this.#resolvers),
        resolverNames: [...this.#resolverRows.keys()],
        names: column(this.#names),
        services: this.#services.some((s) => s >= 0) ? Float64Array.from(this.#services) : null,
        period: loop ? period : null,
        rate: period > 0 ? this.#requests / period : 0,
      },
      requests: this.#requests,
      clients: this.#clientRows.size,
      early: this.#early,
    };
  }

  #takeHeader(row: CsvRow): boolean {
    const heads = row.texts.map((text) => text.toLowerCase());
    const placeOf = (name: ReplayColumn) =>
      heads.indexOf((this.#how.columns[name] ?? name).toLowerCase());
    const places = Object.fromEntries(
      REPLAY_COLUMNS.map((name) => [name, placeOf(name)]),
    ) as Record<ReplayColumn, number>;
    const lacking = REPLAY_COLUMNS.find(
      (name) => places[name] < 0 && (name === 'time' || this.#how.columns[name] !== undefined),
    );
    if (lacking !== undefined) {
      const wanted = this.#how.columns[lacking] ?? lacking;
      this.#fault(
        row,
        0,
        `expected a header with a column ${quoted(wanted)}; found ${row.texts
          .slice(0, 12)
          .map((head) => quoted(head))
          .join(', ')}`,
      );
      return false;
    }
    this.#places = places;
    return true;
  }

  #field(row: CsvRow, name: ReplayColumn): string {
    const at = (this.#places as Record<ReplayColumn, number>)[name];
    return at < 0 ? '' : (row.texts[at] ?? '');
  }

  /** Virtual seconds; null: what is there is no time, or out of order. */
  #timeOf(row: CsvRow): number | null {
    const text = this.#field(row, 'time');
    const moment = momentOf(text);
    if (!moment) {
      this.#faultIn(row, 'time', `expected seconds or a time in ISO 8601; found ${quoted(text)}`);
      return null;
    }
    this.#origin ??= moment;
    const since = moment.whole - this.#origin.whole + (moment.rest - this.#origin.rest);
    if (since < this.#last) {
      this.#faultIn(
        row,
        'time',
        `rows must be in the order of time; ${quoted(text)} is before the row above`,
      );
      return null;
    }
    this.#last = since;
    return since / this.#how.speed;
  }

  #countOf(row: CsvRow): number {
    const text = this.#field(row, 'count');
    const count = text === '' ? 1 : Number(text);
    if (/^\d*$/.test(text) && count <= MOST_REPEATS) return count;
    this.#faultIn(
      row,
      'count',
      `expected a whole number from 0 to ${MOST_REPEATS}; found ${quoted(text)}`,
    );
    return 0;
  }

  #nameOf(row: CsvRow): number {
    const text = this.#field(row, 'name');
    if (text === '') return -1;
    const name = this.#lookup.indexOf(canonical(text));
    if (name < 0)
      this.#faultIn(
        row,
        'name',
        `these clients do not look up ${quoted(text)}, only ${this.#lookup.join(', ')}; add it to lookup`,
      );
    return name;
  }

  #serviceOf(row: CsvRow): number {
    const text = this.#field(row, 'service');
    if (text === '') return -1;
    const parsed = duration.safeParse(text);
    if (parsed.success) return parsed.data;
    const seconds = /^\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
    if (seconds < 1e9) return seconds;
    this.#faultIn(
      row,
      'service',
      `expected seconds or a duration such as 20ms; found ${quoted(text)}`,
    );
    return -1;
  }

  #faultIn(row: CsvRow, name: ReplayColumn, message: string): void {
    this.#fault(row, (this.#places as Record<ReplayColumn, number>)[name], message);
  }

  #fault(row: CsvRow, field: number, message: string): void {
    this.#mistakes += 1;
    const at = Math.min(field, row.starts.length - 1);
    const [start, end] = [row.starts[at] as number, row.ends[at] as number];
    this.#wrong({ source: this.#source, start, end: Math.max(end, start + 1) }, message);
  }
}

const SECONDS = /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i;
const ISO = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)(\.\d+)?(Z|[+-]\d\d:?\d\d)?$/i;

/** A time without a zone is in UTC. */
function momentOf(text: string): Moment | null {
  if (SECONDS.test(text)) {
    const seconds = Number(text);
    return Number.isFinite(seconds) ? { whole: seconds, rest: 0 } : null;
  }
  const [, day, clock, part = '', zone = 'Z'] = ISO.exec(text) ?? [];
  if (day === undefined) return null;
  const whole = Date.parse(`${day}T${clock}${zone.toUpperCase()}`) / 1000;
  return Number.isNaN(whole) ? null : { whole, rest: part === '' ? 0 : Number(`0${part}`) };
}

/** The number of a text, in the order in which texts appear; −1: there is none. */
function numbered(text: string, known: Map<string, number>): number {
  if (text === '') return -1;
  const row = known.get(text) ?? known.size;
  known.set(text, row);
  return row;
}

function column(rows: readonly number[]): Int32Array | null {
  return rows.some((row) => row >= 0) ? Int32Array.from(rows) : null;
}

/** Whether an origin can be told. */
export function isMoment(text: string): boolean {
  return momentOf(text) !== null;
}
