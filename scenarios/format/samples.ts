/** `{ empirical: FILE }`: the files of measured spans that laws name, read and put in their place. */
import type { NamedSample, Sample } from '../../sim/random/empirical.ts';
import { quoted } from './printable.ts';
import type { Problems } from './problem.ts';
import { pathFrom, type Reader, UnreadableError } from './reader.ts';
import { ANY_SAMPLE, readSample } from './sample-file.ts';
import type { Place } from './source.ts';
import { scalar, type Tree } from './tree.ts';

/** About a million spans. */
const MOST_SAMPLE_BYTES = 16 * 1024 * 1024;

/** By path, as `withSampleFiles` writes it into the tree. */
export type Samples = ReadonlyMap<string, Sample>;

interface Surroundings {
  readonly reader: Reader;
  readonly problems: Problems;
}

/** Reads every file of spans once; in the tree a law names its file by the path read. */
export function withSampleFiles(
  tree: Tree,
  surroundings: Surroundings,
): { tree: Tree; samples: Samples } {
  const samples = new Map<string, Sample>();
  return { tree: walked(tree, samples, surroundings), samples };
}

function walked(tree: Tree, samples: Map<string, Sample>, surroundings: Surroundings): Tree {
  if (tree.kind === 'scalar') return tree;
  if (tree.kind === 'list') {
    const items = tree.items.map((item) => walked(item, samples, surroundings));
    return items.every((item, i) => item === tree.items[i]) ? tree : { ...tree, items };
  }
  let isSame = true;
  const entries = new Map(tree.entries);
  for (const [key, { key: place, value }] of tree.entries) {
    if (key.startsWith('x-')) continue;
    const isFile = key === 'empirical' && value.kind === 'scalar' && value.value !== '';
    const changed =
      isFile && typeof value.value === 'string'
        ? scalar(value.place, sampleFile(value.value, value.place, samples, surroundings))
        : walked(value, samples, surroundings);
    isSame &&= changed === value;
    entries.set(key, { key: place, value: changed });
  }
  return isSame ? tree : { ...tree, entries };
}

/** The path by which the sample is known. */
function sampleFile(
  named: string,
  place: Place,
  samples: Map<string, Sample>,
  { reader, problems }: Surroundings,
): string {
  try {
    const path = pathFrom(named, place.source);
    if (!samples.has(path)) {
      samples.set(path, ANY_SAMPLE);
      const source = reader.named(named, place.source, MOST_SAMPLE_BYTES);
      samples.set(path, readSample(source, problems));
    }
    return path;
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error;
    problems.add(place, `cannot read ${quoted(named)}: ${error.message}`);
    samples.set(named, ANY_SAMPLE);
    return named;
  }
}

/** Puts the spans read into every law of the input that names a file. */
export function filledIn<T>(input: T, samples: Samples): T {
  if (samples.size === 0) return input;
  return filled(input, samples) as T;
}

function filled(value: unknown, samples: Samples): unknown {
  if (Array.isArray(value)) return value.map((item) => filled(item, samples));
  if (typeof value !== 'object' || value === null) return value;
  if (isNamed(value)) return samples.get(value.file) ?? ANY_SAMPLE;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, filled(inner, samples)]),
  );
}

function isNamed(value: object): value is NamedSample {
  return 'file' in value && 'values' in value && 'weights' in value;
}
