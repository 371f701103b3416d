/** What happens in a scenario: its events, with all defaults filled in, times in seconds. */
import type { Chosen } from './plugin.ts';
import type { Law, RecordSpec } from './scenario.ts';
import type { Seconds } from './settings.ts';

/** Something that happens at a stated time. */
export type EventSpec =
  | RecordEditSpec
  | FaultSpec
  | RegistrationSpec
  | FlushSpec
  | SurgeSpec
  | OutageSpec;

/** A change of record sets. */
export type RecordEditSpec = RecordChangeSpec | ChangeBatchSpec | ScaleOutSpec;

interface EventBase {
  readonly name: string;
  /** Virtual time, drawn once per replication. */
  readonly at: Law;
  readonly curve: CurveSpec;
}

/** Bins of the curves that follow an event, in seconds after it; null: by default (scenario.md, `curve`). */
export interface CurveSpec {
  readonly bin: Seconds | null;
  readonly until: Seconds | null;
  /** Centres of separate bins, ascending; null: bins without gaps. */
  readonly at: readonly Seconds[] | null;
}

/** The change of record sets that reaches each edge after its own lag. */
export interface RecordChangeSpec extends EventBase {
  readonly verb: 'set';
  readonly record: {
    readonly name: string;
    readonly type: string;
    readonly setIdentifier: string | null;
  };
  readonly change: { readonly weight?: number; readonly ttl?: Seconds; readonly value?: string };
}

/** Record sets of one zone that change together: each edge has all of it, or nothing. */
export interface ChangeBatchSpec extends EventBase {
  readonly verb: 'change';
  /** In turn; not empty. */
  readonly changes: readonly BatchedChange[];
}

/** A record set is the same by its name, type and set identifier. */
export interface BatchedChange {
  /** `upsert`: new, or in place of the one there. */
  readonly action: 'create' | 'delete' | 'upsert';
  readonly record: RecordSpec;
}

/** A backend that enters the records. It is in the scenario's list of backends, unnamed by any record before. */
export interface ScaleOutSpec extends EventBase {
  readonly verb: 'addBackend';
  readonly backend: string;
  /** Record sets created. */
  readonly records: readonly RecordSpec[];
}

/** A fault of some backends (model.md part 9). */
export interface FaultSpec extends EventBase {
  readonly verb: 'fault';
  /** A fault of `sim/backends/faults` and its settings. */
  readonly fault: Chosen;
  /** Names of the backends it strikes. */
  readonly targets: readonly string[];
  /** Addresses of the balancer nodes that go down with them: those of a zone that is lost. */
  readonly nodes?: readonly string[];
  /** Part of them that it strikes, drawn once per replication; left out: all of them. */
  readonly share?: number;
  /** It comes and goes: there for the one, gone for the other, drawn anew each time; left out: it stays. */
  readonly flap?: { readonly down: Law; readonly up: Law };
  /** How long it lasts, drawn once per replication; null: to the end of the run. */
  readonly lasts: Law | null;
}

/** Name servers or resolvers that do not answer as usual for a while. */
export type OutageSpec = AuthorityOutageSpec | ResolverOutageSpec;

/** What is had from who does not answer as usual: nothing, or an error (RFC 1035 section 4.1.1). */
export type OutageAnswer = 'silent' | 'servfail' | 'refused';

/** Which of them are struck is drawn once per replication. */
export interface AuthorityOutageSpec extends EventBase {
  readonly verb: 'authorityOutage';
  readonly answer: OutageAnswer;
  /** How many of the `NAME_SERVERS` name servers, at how many of the edges. */
  readonly servers: number;
  readonly edges: number;
  /** How long it lasts, drawn once per replication; null: to the end of the run. */
  readonly lasts: Law | null;
}

/** Which members are struck is drawn once per replication. */
export interface ResolverOutageSpec extends EventBase {
  readonly verb: 'resolverOutage';
  /** Name of a group. */
  readonly resolver: string;
  readonly answer: OutageAnswer;
  /** How many members. */
  readonly members: number;
  /** As of an authority's outage. */
  readonly lasts: Law | null;
}

/** Backends that join the target groups of balancers which list them, or are taken out of them. */
export interface RegistrationSpec extends EventBase {
  readonly verb: 'register' | 'deregister';
  /** Names of backends, each a target of some balancer. */
  readonly backends: readonly string[];
}

/** Caches that are emptied. */
export interface FlushSpec extends EventBase {
  readonly verb: 'flush';
  /** Names of resolver groups: every cache of theirs. */
  readonly resolvers: readonly string[];
  /** Names of client groups: the answers that their clients keep; connections stay open. */
  readonly clients: readonly string[];
}

/** Client groups that make more requests for a while. */
export interface SurgeSpec extends EventBase {
  readonly verb: 'surge';
  /** Names of client groups; none has arrivals in a closed loop. */
  readonly clients: readonly string[];
  /** So many times as many requests, or sessions; above 1. */
  readonly factor: number;
  /** Whether clients there make them, or others that have neither cached answers nor connections. */
  readonly as: 'sameClients' | 'newClients';
  /** How long it lasts, drawn once per replication; null: to the end of the run. */
  readonly lasts: Law | null;
}
