/** The authority before anything has happened: what it is asked, and how every edge decides it at time 0. */
import type { Addresses } from '../backends/addresses.ts';
import type {
  BackendSpec,
  BalancerSpec,
  ExternalRecord,
  RecordSpec,
  ZoneSpec,
} from '../scenario.ts';
import { toldAtStart } from './balancer-names.ts';
import { Choosers } from './choosers.ts';
import type { Decision } from './decision.ts';
import { answeringZones } from './external.ts';
import { Flows } from './flows.ts';
import { healthyAtStart, StatusRules } from './health/status.ts';
import type { Meanings } from './level.ts';
import { LookedUp } from './looked-up.ts';
import type { Origin } from './origin.ts';
import { type Question, Views } from './question.ts';
import { editedZones } from './record-change.ts';

/** What an authority is made from. */
export interface AuthorityOptions {
  readonly zones: readonly ZoneSpec[];
  readonly external?: readonly ExternalRecord[];
  readonly balancers?: readonly BalancerSpec[];
  readonly backends?: readonly BackendSpec[];
  /** Names of backends that are no targets yet. */
  readonly late?: ReadonlySet<string>;
  /** All that CNAMEs can lead to among them. */
  readonly questions: readonly Question[];
  /** Where queries come from; at least one. */
  readonly origins: readonly Origin[];
  /** Record sets that will be created. */
  readonly additions?: readonly RecordSpec[];
}

export class AtStart {
  /** Zones of the scenario, and one for each name that other people answer. */
  readonly zones: readonly ZoneSpec[];
  readonly questions: readonly LookedUp[];
  /** All that edges hear of. */
  readonly rules: StatusRules;
  /** Questions as those who ask find them answered, now or later. */
  readonly views: Views;
  /** Addresses in one answer at most, over all questions and record changes. */
  readonly longest: number;
  /** By view; undefined: a negative answer. */
  readonly decisions: readonly (Decision | undefined)[];

  constructor(options: AuthorityOptions, addresses: Addresses) {
    const { zones, external = [], balancers = [], questions, origins } = options;
    const { additions = [], backends = [], late } = options;
    const meanings = { addresses, questionOf: rowsOf(questions) };
    this.zones = answeringZones({ zones, external, balancers });
    this.rules = new StatusRules(
      zones.flatMap(({ healthChecks }) => healthChecks),
      toldAtStart(balancers, backends, late),
    );
    const grown = editedZones(this.zones, { verb: 'addBackend', records: additions });
    this.questions = lookUp(questions, this.zones, meanings);
    const later = lookUp(questions, grown, meanings);
    this.longest = Math.max(1, ...[...this.questions, ...later].map(({ longest }) => longest));
    this.views = new Views(
      this.questions.map((now, i) => now.looksAtOrigin || (later[i] as LookedUp).looksAtOrigin),
      origins,
    );
    const passes = healthyAtStart(this.rules);
    this.decisions = Array.from(this.views.questionOf, (question, view) => {
      const origin = origins[this.views.originOf(view)] as Origin;
      return (this.questions[question] as LookedUp).decide(0, origin, passes);
    });
  }

  /**
   * By address row: the part it would get of all requests, or of those for one question, if each were its own query
   * with a uniform pick inside the answer; what gets no address is in no part.
   */
  intended(addresses: number, only?: number): Float64Array {
    const share = new Float64Array(addresses);
    const flows = new Flows(this.questions, this.views, only);
    do flows.step((_, view, part, linked) => this.decisions[view]?.intended(share, part, linked));
    while (flows.areLeft);
    return share;
  }
}

function lookUp(
  questions: readonly Question[],
  zones: readonly ZoneSpec[],
  meanings: Meanings,
): LookedUp[] {
  const choosers = new Choosers();
  return questions.map((question) => new LookedUp(question, zones, choosers, meanings));
}

function rowsOf(questions: readonly Question[]): Meanings['questionOf'] {
  const rows = new Map(questions.map(({ name, type }, row) => [`${name} ${type}`, row]));
  return (name, type) => {
    const row = rows.get(`${name} ${type}`);
    if (row === undefined) throw new RangeError(`${name} ${type} is not among the questions`);
    return row;
  };
}
