import { merged } from './merge.ts';
import { quoted } from './printable.ts';
import type { Problems } from './problem.ts';
import { type Reader, UnreadableError } from './reader.ts';
import type { Source } from './source.ts';
import { child, type Mapping, textOf } from './tree.ts';
import type { Environment } from './variables.ts';
import { parseYaml } from './yaml.ts';

/** A scenario's own text; larger fleets are written with count, or imported. */
export const MOST_SCENARIO_BYTES = 16 * 1024 * 1024;

interface Surroundings {
  readonly reader: Reader;
  readonly env: Environment;
  readonly problems: Problems;
}

/**
 * The mapping in a text, on top of the one it extends, and so on down. Undefined when the text itself holds
 * none; a base that cannot be had is reported and left away.
 */
export function readExtended(
  source: Source,
  surroundings: Surroundings,
  above: readonly Source[] = [],
): Mapping | undefined {
  const { env, problems } = surroundings;
  const before = problems.count;
  const own = parseYaml(source, { env, problems });
  if (own?.kind !== 'mapping') {
    if (problems.count === before)
      problems.add(
        { source, start: 0, end: 1 },
        'expected a mapping of scenario keys, such as "version: 1"',
      );
    return undefined;
  }
  if (above.length > 0) checkVersion(own, problems);
  const base = readBase(own, surroundings, [...above, source]);
  const entries = new Map(own.entries);
  entries.delete('extends');
  const mapping = { ...own, entries };
  return base ? merged(base, mapping) : mapping;
}

function readBase(
  own: Mapping,
  surroundings: Surroundings,
  chain: readonly Source[],
): Mapping | undefined {
  const { reader, problems } = surroundings;
  const named = own.entries.get('extends')?.value;
  if (!named) return undefined;
  const path = textOf(named);
  if (!path) {
    problems.add(named.place, 'expected the path of a scenario, relative to this one');
    return undefined;
  }
  try {
    const base = reader.named(path, named.place.source, MOST_SCENARIO_BYTES);
    if (!chain.some(({ file }) => file === base.file))
      return readExtended(base, surroundings, chain);
    problems.add(
      named.place,
      `${[...chain.map(({ file }) => file), base.file].join(' extends ')}: a cycle; remove one of them`,
    );
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error;
    problems.add(named.place, `cannot read ${quoted(path)}: ${error.message}`);
  }
  return undefined;
}

function checkVersion(base: Mapping, problems: Problems): void {
  const version = child(base, 'version');
  if (version?.kind === 'scalar' && version.value === 1) return;
  const [first] = base.entries.values();
  problems.add(
    version?.place ?? first?.key ?? base.place,
    'expected version: 1, in a scenario that is extended too',
  );
}
