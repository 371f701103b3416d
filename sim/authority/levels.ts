/** The levels that the decisions of one question are made of; equal ones are one object. */

import { Level, type Meanings } from './level.ts';
import type { Chooser } from './routing/policy.ts';
import type { Member, RecordGroup } from './tree.ts';
import type { Candidates, Walk } from './walk.ts';

export class Levels {
  readonly #type: string;
  readonly #meanings: Meanings;
  readonly #known = new Map<RecordGroup, Map<string, Level>>();
  /** Numbers of levels and choosers, by which equal ones below are told. */
  readonly #numbers = new Map<Level | Chooser | null, number>();

  /** @param type of the question */
  constructor(type: string, meanings: Meanings) {
    this.#type = type;
    this.#meanings = meanings;
  }

  /** The level of a group at the top of a walk, with all that is below. */
  top(walk: Walk, group: RecordGroup): Level {
    return this.#at(walk, walk.candidates(group), [new Map(), new Map()]);
  }

  /** @param made in this walk already, above what is disregarded and below */
  #at(walk: Walk, { group, rows, chooser, basis }: Candidates, made: Made): Level {
    const known = made[basis === 'disregarded' ? 1 : 0].get(group);
    if (known) return known;
    const members = rows.map((row) => group.members[row] as Member);
    const below = members.map(({ target }) =>
      target ? this.#at(walk, walk.candidates(target, basis), made) : null,
    );
    const key = [rows.join(), this.#numberOf(chooser), ...below.map((b) => this.#numberOf(b))];
    const level = this.#level(group, key.join('/'), () => {
      const records = members.map(({ record }) => record);
      return new Level(records, below, chooser, group.zone, this.#type, this.#meanings);
    });
    made[basis === 'disregarded' ? 1 : 0].set(group, level);
    return level;
  }

  #level(group: RecordGroup, key: string, make: () => Level): Level {
    const levels = this.#known.get(group) ?? new Map<string, Level>();
    this.#known.set(group, levels);
    const level = levels.get(key) ?? make();
    levels.set(key, level);
    return level;
  }

  #numberOf(one: Level | Chooser | null): number {
    const number = this.#numbers.get(one) ?? this.#numbers.size;
    this.#numbers.set(one, number);
    return number;
  }
}

type Made = readonly [Map<RecordGroup, Level>, Map<RecordGroup, Level>];
