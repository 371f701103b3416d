/**
 * Which record changes an answer has seen. The records behind each question go through *states*, one more with each
 * change that concerns it; an answer shows one state of one question.
 */
import type { NameAndType } from '../authority/question.ts';
import { editedZones, isRecordEdit } from '../authority/record-change.ts';
import { isAlike } from '../authority/tree.ts';
import { find } from '../authority/zone.ts';
import type { EventSpec, ZoneSpec } from '../scenario.ts';
import type { Occurrence } from '../timeline.ts';

export class RecordChanges {
  /** By question: its first state, and the events that concern it in order of time. */
  readonly #questions: readonly { readonly first: number; readonly events: readonly EventSpec[] }[];
  readonly #states: number;

  constructor(
    timeline: readonly Occurrence[],
    questions: readonly NameAndType[],
    zones: readonly ZoneSpec[],
  ) {
    const inOrder = timeline
      .map(({ spec, at }, row) => ({ spec, at, row }))
      .sort((a, b) => a.at - b.at || a.row - b.row);
    const concerned = questions.map((): EventSpec[] => []);
    let state = zones;
    for (const { spec } of inOrder) {
      if (!isRecordEdit(spec)) continue;
      const next = editedZones(state, spec);
      for (const [i, { name, type }] of questions.entries())
        if (!isAlike(find(state, name, type), find(next, name, type))) concerned[i]?.push(spec);
      state = next;
    }
    let first = 0;
    this.#questions = concerned.map((events) => {
      const states = { first, events };
      first += events.length + 1;
      return states;
    });
    this.#states = first;
  }

  /** The state of the records behind a question after `changes` of them. */
  stateOf(question: number, changes: number): number {
    return (this.#questions[question]?.first ?? 0) + changes;
  }

  /** By state: 1 where an answer is from before the event; null when the event changes no record looked up. */
  before(event: EventSpec): Uint8Array | null {
    const stale = new Uint8Array(this.#states);
    for (const { first, events } of this.#questions) {
      const place = events.indexOf(event);
      if (place >= 0) stale.fill(1, first, first + place + 1);
    }
    return stale.includes(1) ? stale : null;
  }
}
