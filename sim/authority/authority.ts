/**
 * The hosted zones as Route 53 answers them: from several edges, each with the records and health statuses that
 * have reached it. Counts every query.
 */
import type { Addresses } from '../backends/addresses.ts';
import type { Engine } from '../engine/engine.ts';
import type { Coefficients } from '../metrics/followers.ts';
import type { Recorder } from '../metrics/recorder.ts';
import { NAME_SERVERS, Outages, Reply, struckRows } from '../outages.ts';
import { samplerOf } from '../random/index.ts';
import type { Stream } from '../random/stream.ts';
import type { Streams } from '../random/streams.ts';
import { hashed } from '../resolvers/topology.ts';
import type {
  AuthorityOutageSpec,
  ChangeBatchSpec,
  RecordChangeSpec,
  ScaleOutSpec,
  ZoneSpec,
} from '../scenario.ts';
import type { Seconds } from '../settings.ts';
import type { Answer } from './answer.ts';
import { AtStart, type AuthorityOptions } from './at-start.ts';
import type { Told } from './balancer-names.ts';
import { TO_BALANCER } from './billing/bill.ts';
import type { Decision } from './decision.ts';
import { Edges } from './edges.ts';
import { EXTERNAL } from './external.ts';
import { Flows } from './flows.ts';
import type { LookedUp } from './looked-up.ts';
import type { Views } from './question.ts';
import { editedZones } from './record-change.ts';
import { ResponseSizes } from './response-sizes.ts';
import type { Asker, TtlChance } from './routing/policy.ts';
import { NO_SOURCES, type Sources } from './sources.ts';
import { recordsIn } from './tree.ts';
import type { Found } from './zone.ts';
import { ROOT } from './zone-elsewhere.ts';

/** A change of an endpoint check's status: what its checkers find, turned round if it is inverted. */
export interface StatusChange {
  /** The check's name, and the row of the backend that it probes. */
  readonly check: string;
  readonly backend: number;
  readonly healthy: boolean;
  /** When enough checkers had changed their minds, and when the first and the last edge heard. */
  readonly decidedAt: Seconds;
  readonly firstEdgeAt: Seconds;
  readonly lastEdgeAt: Seconds;
}

const CODES = ['NOERROR', 'NODATA', 'NXDOMAIN'] as const satisfies readonly Found['code'][];

export class Authority {
  /** Addresses in one answer at most, over all questions and record changes. */
  readonly longest: number;
  /** What edges take to be so of balancers as the run begins. */
  readonly told: readonly Told[];
  /** Questions as those who ask find them answered. */
  readonly views: Views;
  readonly sizes: ResponseSizes;
  readonly #recorder: Recorder;
  readonly #addresses: Addresses;
  readonly #questions: readonly LookedUp[];
  readonly #edges: Edges;
  readonly #engine: Engine;
  readonly #statusChanges: StatusChange[] = [];
  /** Names of the checks whose status is the contrary of what their checkers find. */
  readonly #inverted: ReadonlySet<string>;
  #zones: readonly ZoneSpec[];
  readonly #asker: { -readonly [K in keyof Asker]: Asker[K] } = {
    id: 0,
    site: 0,
    source: 0,
    sources: NO_SOURCES,
  };
  /** By question; empty while nothing is told. */
  #sources: readonly Sources[] = [];
  /** Names of the zones that are not of the scenario: other people's answer for them. */
  readonly #elsewhere: ReadonlySet<string>;
  /** By edge × name servers + name server. */
  readonly #outages: Outages;
  readonly #queries: number;
  /** Column of the answers that lead to addresses or to nothing, not on to another name. */
  readonly #answers: number;
  /** Columns by question, then by code. */
  readonly #queriesByKind: number;
  /** Columns by question: positive answers with nodes of a balancer. */
  readonly #ofBalancers: number;
  readonly #first: Float64Array;
  readonly #any: Float64Array;

  constructor(options: AuthorityOptions, engine: Engine, recorder: Recorder, addresses: Addresses) {
    const start = new AtStart(options, addresses);
    const { zones, external = [], balancers = [] } = options;
    this.#engine = engine;
    this.#recorder = recorder;
    this.#addresses = addresses;
    this.#zones = start.zones;
    this.#questions = start.questions;
    this.told = start.rules.told;
    this.views = start.views;
    this.longest = start.longest;
    const checks = zones.flatMap(({ healthChecks }) => healthChecks);
    this.#inverted = new Set(checks.flatMap(({ name, inverted }) => (inverted ? [name] : [])));
    this.#edges = new Edges(Math.max(1, ...zones.map((zone) => zone.edges.count)), start, engine);
    this.#outages = new Outages(this.#edges.count * NAME_SERVERS);
    this.#queries = recorder.columns(1);
    this.#answers = recorder.columns(1);
    this.#elsewhere = new Set([
      ROOT.name,
      ...external.map(({ name }) => name),
      ...balancers.map(({ dnsName }) => dnsName),
    ]);
    this.sizes = new ResponseSizes(start.questions, this.#elsewhere);
    this.#queriesByKind = recorder.columns(start.questions.length * CODES.length);
    this.#ofBalancers = recorder.columns(start.questions.length);
    this.#first = new Float64Array(start.questions.length * addresses.count);
    this.#any = new Float64Array(start.questions.length * addresses.count);
  }

  /** How a question from an origin is decided at time 0; undefined: a negative answer. */
  initial(question: number, origin: number): Decision | undefined {
    return this.#edges.initial(this.views.of(question, origin));
  }

  /** Tells how much load stands behind whom, by question; some policies for comparison go by it. */
  tell(sources: readonly Sources[]): void {
    this.#sources = sources;
  }

  /**
   * TTLs of the answers to a question from an origin at time 0, and their chances.
   *
   * @param shard that asks
   */
  ttlLaw(question: number, origin: number, shard: number): readonly TtlChance[] {
    const [found] = (this.#questions[question] as LookedUp).states;
    const asker = { source: shard, sources: this.#sources[question] ?? NO_SOURCES };
    return (
      this.initial(question, origin)?.ttlLaw(asker) ?? [
        { ttl: (found as Found).zone.negativeTtl, chance: 1 },
      ]
    );
  }

  /** Questions that CNAMEs lead to from one at time 0, as the first origin finds it, each with its chance. */
  linksFrom(question: number): readonly { readonly question: number; readonly chance: number }[] {
    const linked = new Float64Array(this.#questions.length);
    this.initial(question, 0)?.intended(new Float64Array(this.#addresses.count), 1, linked);
    return Array.from(linked, (chance, to) => ({ question: to, chance })).filter(
      ({ chance }) => chance > 0,
    );
  }

  /** Whether clients ask it, and not CNAMEs alone lead to it. */
  isLookedUp(question: number): boolean {
    return (this.#questions[question] as LookedUp).question.share > 0;
  }

  edgesOf(question: number): ZoneSpec['edges'] {
    return (this.#questions[question] as LookedUp).edges;
  }

  /** Whether a client subnet sent along is where the query comes from (route53.md section 3.8). */
  heedsSubnets(question: number): boolean {
    return !((this.#questions[question] as LookedUp).states[0] as Found).zone.isPrivate;
  }

  /** Whether its answers hold for the client subnet asked for alone (RFC 7871 section 7.2.1). */
  isScoped(question: number): boolean {
    const { states, looksAtOrigin } = this.#questions[question] as LookedUp;
    const { ecsScope } = (states[0] as Found).zone;
    return looksAtOrigin && ecsScope === 'source' && this.heedsSubnets(question);
  }

  /** How an edge decides a question from an origin now; undefined: a negative answer. */
  decisionAt(edge: number, question: number, origin: number): Decision | undefined {
    return this.#edges.decisionAt(edge, this.views.of(question, origin));
  }

  /** Calls `listener` whenever an edge begins to decide a view otherwise. */
  onEdgeChange(listener: (edge: number, view: number) => void): void {
    this.#edges.onChange(listener);
  }

  /**
   * Answers one query at one edge and counts it.
   *
   * @param origin row of where it comes from
   * @param entry row of the cache entry that asks, stable over a run
   * @param shard that it is in
   * @param stream the asker's `answer` stream
   * @param out filled with the answer; for a negative one `count` is 0 and `ttl` the negative TTL
   */
  ask(
    question: number,
    edge: number,
    origin: number,
    entry: number,
    shard: number,
    stream: Stream,
    out: Answer,
  ): void {
    const { sharesState, zone } = this.#questions[question] as LookedUp;
    if (!this.#elsewhere.has(zone)) this.#recorder.count(this.#queries);
    const decision = this.#edges.decisionAt(edge, this.views.of(question, origin));
    if (!decision) {
      this.#deny(question, this.#edges.generationAt(edge, question), out);
      return;
    }
    this.#asker.id = hashed(entry, 2_147_483_647);
    this.#asker.source = shard;
    this.#asker.sources = this.#sources[question] ?? NO_SOURCES;
    this.#asker.site = sharesState ? 0 : edge;
    decision.answer(stream, this.#asker, out);
    if (out.count === 0 && out.link < 0) {
      this.#deny(question, out.generation, out);
      return;
    }
    this.#recorder.count(this.#queriesByKind + question * CODES.length);
    if (out.link >= 0) return;
    if (out.ofBalancer) this.#recorder.count(this.#ofBalancers + question);
    this.#recorder.count(this.#answers);
    if (this.#recorder.window < 0) return;
    const row = question * this.#addresses.count;
    const first = row + (out.addresses[0] as number);
    this.#first[first] = (this.#first[first] as number) + 1;
    for (let i = 0; i < out.count; i++) {
      const any = row + (out.addresses[i] as number);
      this.#any[any] = (this.#any[any] as number) + 1;
    }
  }

  #deny(question: number, generation: number, out: Answer): void {
    const { code: found, zone } = (this.#questions[question] as LookedUp).states[
      generation
    ] as Found;
    const code = found !== 'NOERROR' ? found : zone.noAnswer === 'nodata' ? 'NODATA' : 'NXDOMAIN';
    this.#recorder.count(this.#answers);
    this.#recorder.count(this.#queriesByKind + question * CODES.length + CODES.indexOf(code));
    out.count = 0;
    out.link = -1;
    out.generation = generation;
    out.ttl = zone.negativeTtl;
  }

  /** The last answer did not fit, or got lost: a query was answered, but with nothing to follow. */
  unfollowed(): void {
    this.#recorder.add(this.#answers, -1);
  }

  /** Whether some name server does not answer as usual now. */
  get isStruck(): boolean {
    return this.#outages.areAny;
  }

  /** What comes back from a name server of the question's zone at an edge now; other people's are in order. */
  replyOf(question: number, edge: number, server: number): Reply {
    if (this.#elsewhere.has((this.#questions[question] as LookedUp).zone)) return Reply.usual;
    return this.#outages.replyOf(edge * NAME_SERVERS + server);
  }

  /** @param stream from which is drawn who is struck */
  beginOutage(event: AuthorityOutageSpec, stream: Stream): void {
    const servers = struckRows(event.servers, NAME_SERVERS, stream);
    const edges = struckRows(event.edges, this.#edges.count, stream);
    const rows = edges.flatMap((edge) => servers.map((server) => edge * NAME_SERVERS + server));
    this.#outages.begin(event, rows);
  }

  endOutage(event: AuthorityOutageSpec): void {
    this.#outages.end(event);
  }

  /** Makes a record change, which reaches each edge of its zone after a lag of its own. */
  change(event: RecordChangeSpec | ChangeBatchSpec | ScaleOutSpec, streams: Streams): void {
    const before = this.#zones;
    this.#zones = editedZones(before, event);
    const concerned = this.#questions.flatMap((one, row) => (one.change(this.#zones) ? [row] : []));
    const stream = streams('lag', event.name);
    for (const [i, { name, edges }] of this.#zones.entries()) {
      if (this.#zones[i] === before[i]) continue;
      const inZone = concerned.filter((row) => (this.#questions[row] as LookedUp).zone === name);
      this.#edges.publish(inZone, edges.count, samplerOf(edges.recordLag, stream));
    }
  }

  /**
   * The checkers of a health check have changed their minds.
   *
   * @param healthy what they find; the status is the contrary if the check is inverted
   * @param lag until an edge hears of it, drawn once for each
   */
  announce(check: string, backend: number, healthy: boolean, lag: () => Seconds): void {
    const decidedAt = this.#engine.now;
    const reach = this.#edges.announce(check, healthy, lag);
    this.#statusChanges.push({
      check,
      backend,
      healthy: healthy !== this.#inverted.has(check),
      decidedAt,
      ...reach,
    });
  }

  /**
   * Whether a balancer or one of its nodes is in service has changed.
   *
   * @param name of what is told
   * @param lag until an edge hears of it, drawn once for each
   */
  relay(name: string, healthy: boolean, lag: () => Seconds): void {
    this.#edges.announce(name, healthy, lag);
  }

  /** Every change of a status so far, the lead-in's among them; edges may be yet to hear of the last ones. */
  statusChanges(): readonly StatusChange[] {
    return this.#statusChanges;
  }

  /** Intended share of every backend now: the mean over the edges. */
  intended(backendOf: Int32Array, backends: number): Float64Array {
    const byAddress = new Float64Array(this.#addresses.count);
    const flows = new Flows(this.#questions, this.views);
    do
      flows.step((question, view, share, linked) => {
        const { edges } = this.#questions[question] as LookedUp;
        for (let edge = 0; edge < edges.count; edge++)
          this.#edges.decisionAt(edge, view)?.intended(byAddress, share / edges.count, linked);
      });
    while (flows.areLeft);
    const shares = new Float64Array(backends);
    byAddress.forEach((share, address) => {
      const backend = backendOf[address] as number;
      shares[backend] = (shares[backend] as number) + share;
    });
    return shares;
  }

  /** How far answers stray from the intended shares, by view, as every edge decides at time 0. */
  coefficients(backendOf: Int32Array, intended: Float64Array): Coefficients[] {
    return Array.from(
      { length: this.views.count },
      (_, view) =>
        this.#edges.initial(view)?.coefficients(backendOf, intended) ?? { content: 0, choice: 0 },
    );
  }

  /** What was counted over the measured span. */
  measured() {
    return {
      queries: this.#recorder.byWindow(this.#queries),
      total: this.#recorder.total(this.#answers),
      byKind: this.#questions.flatMap((one, row) => this.#kindsOf(one, row)),
      answers: this.#questions.flatMap((one, row) => this.#answersOf(one, row)),
    };
  }

  #kindsOf(lookedUp: LookedUp, row: number) {
    const { question, states, zone } = lookedUp;
    const { name, type } = question;
    const isElsewhere = this.#elsewhere.has(zone);
    const free = isElsewhere ? 0 : this.#recorder.total(this.#ofBalancers + row);
    const kinds = CODES.flatMap((code, i) => {
      const counted = this.#recorder.total(this.#queriesByKind + row * CODES.length + i);
      const queries = code === 'NOERROR' ? counted - free : counted;
      const found = states.find((state) => state.code === code) ?? (queries > 0 ? states[0] : null);
      if (!found || (queries === 0 && code === 'NOERROR' && lookedUp.leadsToBalancersOnly))
        return [];
      const routing = found.group[0]?.routing ?? 'none';
      return [{ name, type, policy: isElsewhere ? EXTERNAL : routing, code, queries }];
    });
    if (isElsewhere || !lookedUp.leadsToBalancers) return kinds;
    return [{ name, type, policy: TO_BALANCER, code: CODES[0], queries: free }, ...kinds];
  }

  #answersOf({ question: { name, type }, states }: LookedUp, row: number) {
    const seen = new Set<number>();
    return states.flatMap(({ tree }) =>
      recordsIn(tree).flatMap((record) =>
        (record.type === type ? record.values : []).flatMap((value) => {
          const address = this.#addresses.rowOf(value);
          if (seen.has(address)) return [];
          seen.add(address);
          const cell = row * this.#addresses.count + address;
          return [
            {
              name,
              record: record.setIdentifier || record.name,
              value,
              first: this.#first[cell] as number,
              any: this.#any[cell] as number,
            },
          ];
        }),
      ),
    );
  }
}
