/** An imported scenario as files: backends, the zone on top of them, and what looks it up on top of both. */
import { stringify } from 'yaml';
import { canonical } from '../format/names.ts';
import { dataOf, type Mapping } from '../format/tree.ts';

export interface Part {
  /** `zone.yaml`. */
  readonly file: string;
  readonly text: string;
}

type Data = Readonly<Record<string, unknown>>;

/** @param from what was imported, for the head of the zone's file */
export function scenarioParts(scenario: Mapping, from: string): Part[] {
  const { zone, backends, version, ...others } = dataOf(scenario) as Record<string, unknown>;
  const own = zone as Data & { name: string; records: readonly Data[] };
  const records = own.records.map((record) => named(record, canonical(own.name)));
  return [
    {
      file: 'backends.yaml',
      text: `# Where the addresses lead. One with a \`service\` time and \`workers\` has a queue.
${top({ version })}${lines({ backends }, '')}`,
    },
    {
      file: 'zone.yaml',
      text: `# The zone as \`skew53 import\` read it from ${from}.
${top({ version, extends: 'backends.yaml' })}zone:
${lines({ ...own, records }, '  ')}`,
    },
    {
      file: 'scenario.yaml',
      text: `# Clients and resolvers to begin with: put in how many there are of which kind, and how much they ask for.
${top({ version, extends: 'zone.yaml' })}${lines(others, '')}`,
    },
  ];
}

const top = (keys: Data) => `${lines(keys, '')}\n`;

/** Each key on a line, each item of a list on one of its own. */
function lines(keys: Data, indent: string): string {
  return Object.entries(keys)
    .map(([key, value]) => {
      if (!Array.isArray(value)) return `${indent}${key}: ${flow(value)}`;
      if (value.length === 0) return `${indent}${key}: []\n`;
      return `${indent}${key}:\n${value.map((item) => `${indent}  - ${flow(item)}`).join('')}`;
    })
    .join('');
}

/** A \`$\` doubled: in a scenario it begins a variable. */
function flow(value: unknown): string {
  return stringify(literal(value), { collectionStyle: 'flow', lineWidth: 0 });
}

function literal(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('$', '$$$$');
  if (Array.isArray(value)) return value.map(literal);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, literal(inner)]));
}

/** Names relative to the zone, unless they would be taken for another; one value as `value`. */
function named({ name, values, ...rest }: Data, zone: string): Data {
  const full = canonical(String(name));
  const prefix = full.endsWith(`.${zone}`) ? full.slice(0, -zone.length - 1) : '';
  const isRelative =
    prefix !== '' && prefix !== zone && !prefix.endsWith(`.${zone}`) && prefix !== '@';
  const own = full === zone ? '@' : isRelative ? prefix : `${full}.`;
  const isOne = Array.isArray(values) && values.length === 1;
  return {
    name: own,
    ...rest,
    ...(values === undefined ? {} : isOne ? { value: values[0] } : { values }),
  };
}
