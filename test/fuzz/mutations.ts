// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables and Fn::Sub look like this
/** Ways to change a file of others: in its bytes, its lines and words, or the structure it stands for. */
import type { Dice } from './dice.ts';

/** Words that mean something to one format or another, and what breaks readers. */
const WORDS = [
  '{',
  '}',
  '[',
  ']',
  '"',
  "'",
  ',',
  ':',
  '\n',
  '\r\n',
  '\t',
  ' ',
  '\\',
  '\\052',
  '\\300',
  '\\',
  '$',
  '${A}',
  '${',
  '!Ref ',
  '!GetAtt a.b',
  '!Sub',
  '!If',
  '&a ',
  '*a',
  '<<: ',
  '- ',
  '? ',
  '|',
  '>',
  '---',
  '%',
  '#',
  ';',
  '(',
  ')',
  '@',
  '*',
  '.',
  '..',
  '$ORIGIN',
  '$TTL',
  '$INCLUDE x',
  'IN',
  'SOA',
  'A',
  'AAAA',
  'TXT',
  'TYPE65535',
  'TYPE99999',
  'null',
  'true',
  '0',
  '-1',
  '1e999',
  '60',
  '9007199254740993',
  '1h30m',
  '192.0.2.1',
  '2001:db8::1',
  'Ref',
  'Fn::Join',
  'Fn::Sub',
  'Fn::If',
  'Resources',
  'Changes',
  'ResourceRecordSets',
  'HealthChecks',
  'format_version',
  'values',
  '__proto__',
  'constructor',
  'toString',
  '\u0000',
  '\u001b[31m',
  '\u202e',
  '\ufeff',
  '\ud800',
  'é',
  '😀',
  'a'.repeat(300),
  '"'.repeat(50),
  '['.repeat(250),
] as const;

const VALUES: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e308,
  2 ** 53,
  '',
  ' ',
  '.',
  '@',
  '*',
  'x',
  '60',
  'true',
  '192.0.2.1',
  '999.0.2.1',
  '2001:db8::1',
  'www.example.org.',
  '\\052.example.org',
  'PRIMARY',
  'us-east-1',
  'EU',
  '\u001b[31m',
  'a'.repeat(300),
  [],
  {},
  [[]],
  [null],
  { Ref: 'X' },
  { 'Fn::Sub': '${X.Y}' },
  { 'Fn::If': ['C', 1, 2] },
  { Value: 'x' },
  [{ Value: '192.0.2.9' }],
];

/** Any text with a few bytes otherwise. */
export function bytesChanged(text: string, dice: Dice, others: readonly string[]): string {
  const at = dice.below(text.length + 1);
  const length = dice.below(dice.yes(0.2) ? 200 : 6);
  switch (dice.below(6)) {
    case 0:
      return text.slice(0, at) + text.slice(at + length);
    case 1:
      return text.slice(0, at) + dice.one(WORDS) + text.slice(at);
    case 2:
      return text.slice(0, at) + dice.one(WORDS) + text.slice(at + length);
    case 3:
      return (
        text.slice(0, at) + text.slice(at, at + length).repeat(1 + dice.below(4)) + text.slice(at)
      );
    case 4:
      return text.slice(0, at) + String.fromCharCode(dice.below(0x10000)) + text.slice(at + 1);
    default: {
      const other = dice.one(others);
      return text.slice(0, at) + other.slice(dice.below(other.length));
    }
  }
}

/** Lines or words deleted, doubled, swapped, indented or replaced: what a line-based format is made of. */
export function linesChanged(text: string, dice: Dice): string {
  const lines = text.split('\n');
  const [a, b] = [dice.below(lines.length), dice.below(lines.length)];
  const line = lines[a] as string;
  switch (dice.below(6)) {
    case 0:
      lines.splice(a, 1 + dice.below(3));
      break;
    case 1:
      lines.splice(b, 0, line);
      break;
    case 2:
      lines[a] = lines[b] as string;
      lines[b] = line;
      break;
    case 3:
      lines[a] = dice.yes(0.5) ? ` ${line}` : line.replace(/^ /, '');
      break;
    default: {
      const words = line.split(' ');
      words[dice.below(words.length)] = dice.one(WORDS);
      lines[a] = words.join(' ');
    }
  }
  return lines.join('\n');
}

type Parent = Record<string | number, unknown>;
interface Spot {
  readonly parent: Parent;
  readonly key: string | number;
}

/** The data with one place of it otherwise: replaced, renamed, deleted, doubled, or taken from another place. */
export function structureChanged(data: unknown, dice: Dice): unknown {
  const copy = structuredClone(data);
  const spots = spotsIn(copy);
  if (spots.length === 0) return dice.one(VALUES);
  const { parent, key } = dice.one(spots);
  const kind = dice.below(6);
  if (kind === 0) parent[key] = structuredClone(dice.one(VALUES));
  else if (kind === 1) {
    const from = dice.one(spots);
    parent[key] = structuredClone(from.parent[from.key]);
  } else if (Array.isArray(parent)) {
    const own = parent as unknown[];
    if (kind === 2) own.splice(Number(key), 1);
    else
      own.splice(Number(key), 0, structuredClone(kind === 3 ? own[Number(key)] : dice.one(VALUES)));
  } else if (kind === 2) delete parent[key];
  else if (kind === 3) {
    const from = dice.one(spots);
    set(parent, String(from.key), parent[key]);
    delete parent[key];
  } else
    set(
      parent,
      kind === 4 ? dice.one(WORDS) : String(dice.one(spots).key),
      structuredClone(dice.one(VALUES)),
    );
  return copy;
}

/** `__proto__` too as a key like any other. */
function set(parent: Parent, key: string, value: unknown): void {
  Object.defineProperty(parent, key, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}

function spotsIn(data: unknown): Spot[] {
  if (typeof data !== 'object' || data === null) return [];
  const parent = data as Parent;
  return Object.keys(parent).flatMap((key) => {
    const own = Array.isArray(data) ? Number(key) : key;
    return [{ parent, key: own }, ...spotsIn(parent[own])];
  });
}
