/** Zones of aliases and CNAMEs in a few words, whose statuses a test says itself, and whom it asks. */
import { emptyAnswer } from '../../sim/authority/answer.ts';
import { Authority } from '../../sim/authority/authority.ts';
import { NOWHERE } from '../../sim/authority/origin.ts';
import { Addresses } from '../../sim/backends/addresses.ts';
import { Engine } from '../../sim/engine/engine.ts';
import { Recorder } from '../../sim/metrics/recorder.ts';
import { originsOf, questionsOf } from '../../sim/questions.ts';
import { streamsOf } from '../../sim/random/streams.ts';
import type { ExternalRecord, RecordSpec, ZoneSpec } from '../../sim/scenario.ts';
import { scenarioOf } from '../support/scenarios.ts';
import { checkOf, plainZone } from './world.ts';

export interface Written extends Partial<Omit<RecordSpec, 'alias' | 'healthCheck'>> {
  readonly value?: string;
  /** Name of the target below example.com. */
  readonly to?: string;
  /** Whether the alias evaluates the health of its target; it does unless told not to. */
  readonly evaluates?: boolean;
  readonly weight?: number;
  readonly failover?: 'PRIMARY' | 'SECONDARY';
  /** Whether it has a health check, which bears the name of its set identifier. */
  readonly isChecked?: boolean;
}

/** A record set of `owner`.example.com; weighted, failover or simple by what is given. */
export function recordOf(owner: string, written: Written): RecordSpec {
  const { value, to, evaluates = true, weight, failover, isChecked = false, ...rest } = written;
  const setIdentifier = written.setIdentifier ?? '';
  return {
    name: `${owner}.example.com`,
    type: 'A',
    ttl: to === undefined ? 60 : 0,
    routing: weight !== undefined ? 'weighted' : failover ? 'failover' : 'simple',
    values: value === undefined ? [] : [value],
    alias:
      to === undefined ? null : { target: `${to}.example.com`, evaluateTargetHealth: evaluates },
    settings: weight !== undefined ? { weight } : failover ? { failover } : {},
    ...rest,
    setIdentifier,
    healthCheck: isChecked ? checkOf(setIdentifier).name : null,
  };
}

/** One edge, lags of 0; every address is a backend of its own. */
export function treeOf(
  records: readonly RecordSpec[],
  options: Partial<ZoneSpec> = {},
  external: readonly ExternalRecord[] = [],
  lookup = 'app.example.com',
) {
  const checks = [...new Set(records.flatMap(({ healthCheck }) => healthCheck ?? []))];
  const zone: ZoneSpec = {
    ...plainZone,
    records,
    healthChecks: checks.map((name) => ({ ...checkOf(''), name })),
    edges: { ...plainZone.edges, count: 1 },
    ...options,
  };
  const values = [...records, ...external].flatMap((record) =>
    record.type === 'CNAME' ? [] : record.values,
  );
  const backends = [...new Set(values)].map((value) => ({
    name: value,
    addresses: [value],
    targetShare: null,
    region: null,
    zone: null,
    server: null,
  }));
  const plain = scenarioOf({});
  const clients = plain.clients.map((group) => ({
    ...group,
    lookup: [{ name: lookup, share: 1 }],
  }));
  const scenario = { ...plain, zones: [zone], external, clients, backends };
  const questions = questionsOf(scenario, originsOf(scenario));
  const engine = new Engine(0);
  const recorder = new Recorder(0, 1e6, 1e6);
  const addresses = new Addresses(backends);
  const authority = new Authority(
    { zones: [zone], external, questions, origins: [NOWHERE] },
    engine,
    recorder,
    addresses,
  );
  recorder.open();
  recorder.nextWindow();
  const stream = streamsOf('tree', 1)('answer', 'x');
  const out = emptyAnswer(authority.longest);
  return {
    scenario,
    authority,
    engine,
    questions,
    /** What the checks of the record sets with these set identifiers find now. */
    say(healthy: boolean, ...identifiers: string[]) {
      for (const one of identifiers) authority.announce(checkOf(one).name, 0, healthy, () => 0);
      engine.run(engine.now + 1e-6);
    },
    /** One answer: the addresses in the order sent; of a CNAME none. */
    ask(question = 0) {
      authority.ask(question, 0, 0, 0, 0, stream, out);
      return {
        values: Array.from(
          out.addresses.slice(0, out.count),
          (row) => backends[row]?.name as string,
        ),
        ttl: out.ttl,
        link: out.link,
      };
    },
    /** The different addresses in many answers, in order. */
    answers(count = 200) {
      const seen = new Set<string>();
      for (let i = 0; i < count; i++) for (const value of this.ask().values) seen.add(value);
      return [...seen].sort();
    },
    /** Intended share by address. */
    intended() {
      const shares = authority.intended(
        Int32Array.from(backends, (_, i) => i),
        backends.length,
      );
      return Object.fromEntries(backends.map(({ name }, i) => [name, shares[i] as number]));
    },
  };
}
