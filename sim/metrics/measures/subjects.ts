/** What a measure can be of, and which rows of it one replication has. */
import { FAILURES, type Measurements } from '../../measurements.ts';

/** Members of a resolver group that are listed one by one: the most popular. */
export const LISTED_MEMBERS = 100;

/** Room for the bins of one event among the rows of all. */
export const BINS_OF_EVENT = 10_001;

/** Room for the nodes, or the targets, of one balancer among the rows of all. */
export const ROWS_OF_BALANCER = 1_000_000;

/** Backends of a client or resolver group that are listed one by one. */
export const LISTED_BACKENDS = 100;

/** Kinds of causes of expected CV² (`Causes`), in the order of speaking. */
export const CAUSES = ['content', 'order', 'kept', 'chance'] as const;

export interface SubjectRow {
  /** The same thing has the same key in every replication. */
  readonly key: string;
  /** What `read` takes. */
  readonly i: number;
  /** What tells it apart in the result document. */
  readonly label?: Readonly<Record<string, string | number>>;
}

/** Rows of each subject, in the order of the result document. */
export const subjects = {
  run: () => [{ key: '', i: 0 }],
  failure: () => FAILURES.map((key, i) => ({ key, i })),
  backend: (m) => m.backends.names.map((name, i) => ({ key: name, i, label: { name } })),
  resolver: (m) => m.resolvers.map((_, i) => ({ key: String(i), i })),
  member: (m) =>
    m.resolvers.flatMap(({ memberAnswers }, r) =>
      Array.from({ length: Math.min(memberAnswers.length, LISTED_MEMBERS) }, (_, k) => ({
        key: `${r}/${k}`,
        i: r * LISTED_MEMBERS + k,
      })),
    ),
  client: (m) => m.clients.map((_, i) => ({ key: String(i), i })),
  clientBackend: (m) => backendsOf(m, m.clients.length),
  resolverBackend: (m) => backendsOf(m, m.resolvers.length),
  pair: (m) =>
    (m.skew.loads ?? []).map(({ client, resolver }, i) => ({
      key: `${client}/${resolver}`,
      i,
      label: { client, resolver },
    })),
  cause: (m) =>
    CAUSES.flatMap((cause, kind) =>
      Array.from(m.skew.causes[cause], (weight, cell) => ({ weight, cell }))
        .filter(({ weight }) => weight !== 0)
        .map(({ cell }) => ({
          key: `${cause}/${cell}`,
          i: kind * m.skew.causes[cause].length + cell,
          label: {
            cause,
            client: Math.floor(cell / m.resolvers.length),
            resolver: cell % m.resolvers.length,
          },
        })),
    ),
  balancer: (m) => m.balancers.map(({ name }, i) => ({ key: name, i, label: { name } })),
  node: (m) =>
    m.balancers.flatMap(({ nodes }, b) =>
      nodes.map((address, n) => ({
        key: `${b}/${n}`,
        i: b * ROWS_OF_BALANCER + n,
        label: { address },
      })),
    ),
  forwarded: (m) =>
    m.balancers.flatMap(({ targets }, b) =>
      targets.map((name, t) => ({
        key: `${b}/${t}`,
        i: b * ROWS_OF_BALANCER + t,
        label: { name },
      })),
    ),
  queryKind: (m) =>
    m.authority.byKind.map(({ name, type, policy, code }, i) => ({
      key: `${name} ${type} ${policy} ${code}`,
      i,
      label: { name, type, policy, code },
    })),
  charge: (m) => m.authority.charges.map(({ item }, i) => ({ key: item, i, label: { item } })),
  answer: (m) =>
    m.authority.answers.map((answer, i) => ({
      key: `${answer.name} ${answer.record} ${answer.value}`,
      i,
      label: { name: answer.name, record: answer.record, value: answer.value },
    })),
  event: (m) =>
    m.events.map(({ name, verb, target }, i) => ({
      key: name,
      i,
      label: { name, kind: verb, target },
    })),
  bin: (m) =>
    m.events.flatMap(({ curve }, e) =>
      Array.from(curve.from, (fromSeconds, k) => ({
        key: `${e}/${k}`,
        i: e * BINS_OF_EVENT + k,
        label: { fromSeconds, toSeconds: curve.to[k] as number },
      })),
    ),
} satisfies Record<string, (m: Measurements) => readonly SubjectRow[]>;

/** Backends of each of so many groups; none where nobody knows where their requests go. */
function backendsOf({ backends, skew }: Measurements, groups: number): SubjectRow[] {
  const names = backends.names.slice(0, LISTED_BACKENDS);
  if (skew.loads === null) return [];
  return Array.from({ length: groups }, (_, group) =>
    names.map((name, b) => ({
      key: `${group}/${b}`,
      i: group * LISTED_BACKENDS + b,
      label: { name },
    })),
  ).flat();
}

export type Subject = keyof typeof subjects;
