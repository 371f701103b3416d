/**
 * TTLs that differ by answer: shorter for sources of more load, longer for servers of more capacity, so that each
 * answer steers as much load as its server can bear (Colajanni and Yu 1997; Colajanni, Yu and Cardellini 1998).
 */
import * as z from 'zod/mini';
import type { Stream } from '../../random/stream.ts';
import { oneOf, type PerSecond, type Seconds, whole } from '../../settings.ts';
import type { Sources } from '../sources.ts';
import type { AnswerTtls, Asked, TtlChance } from './policy.ts';

export interface AdaptiveTtl {
  readonly by: 'source' | 'capacity' | 'both';
  /** Classes of sources, each with a TTL of its own. */
  readonly classes: number | 'each';
  /** Whether TTLs are scaled so that the authority is asked as often as with the record's own. */
  readonly sameQueryRate: boolean;
}

const CLASSES = 'expected each, or a whole number from 2 to 1000';

export const adaptiveTtl = z.strictObject({
  by: oneOf('source', 'capacity', 'both'),
  classes: z._default(
    z.union([z.literal('each', { error: CLASSES }), whole(2, 1000)], { error: CLASSES }),
    'each',
  ),
  sameQueryRate: z._default(z.boolean({ error: 'expected true or false' }), true),
});

/** RFC 2181 section 8. */
const LONGEST_TTL = 2_147_483_647;

/** TTLs by source and server. */
export class AdaptedTtls implements AnswerTtls {
  readonly #settings: AdaptiveTtl;
  readonly #ttl: Seconds;
  /** By record: its capacity over the mean. */
  readonly #byRecord: readonly number[];
  readonly #hotAbove: number | null;
  /** By question: TTL over the record's own, by asker. */
  readonly #bySource = new Map<Sources, Float64Array>();

  /**
   * @param ttl of the records, before it is adapted
   * @param capacities by record
   * @param hotAbove part of the requests above which a source is hot; null: above the average
   */
  constructor(
    settings: AdaptiveTtl,
    ttl: Seconds,
    capacities: readonly number[],
    hotAbove: number | null,
  ) {
    this.#settings = settings;
    this.#ttl = ttl;
    this.#hotAbove = hotAbove;
    const mean = capacities.reduce((sum, one) => sum + one, 0) / capacities.length;
    this.#byRecord = capacities.map((one) => (settings.by === 'source' ? 1 : one / mean));
  }

  get followSources(): boolean {
    return this.#settings.by !== 'capacity';
  }

  /** Seconds that an answer is meant to be kept, on average. */
  meant(sources: Sources, asker: number, record: number): Seconds {
    const factor = this.#factors(sources)[asker] ?? 1;
    return Math.min(LONGEST_TTL, this.#ttl * factor * (this.#byRecord[record] as number));
  }

  /** Whole seconds, rounded up or down at random so that their mean is as meant. */
  draw({ sources, source }: Asked, record: number, stream: Stream): Seconds {
    const meant = this.meant(sources, source, record);
    const least = Math.floor(meant);
    return meant === least ? least : least + (stream.uniform() < meant - least ? 1 : 0);
  }

  /** Each record set answering as often as any other. */
  law({ sources, source }: Asked): TtlChance[] {
    const chance = 1 / this.#byRecord.length;
    return this.#byRecord.flatMap((_, record) => {
      const meant = this.meant(sources, source, record);
      const [least, part] = [Math.floor(meant), meant - Math.floor(meant)];
      return [
        { ttl: least, chance: chance * (1 - part) },
        ...(part > 0 ? [{ ttl: least + 1, chance: chance * part }] : []),
      ];
    });
  }

  #factors(sources: Sources): Float64Array {
    const known = this.#bySource.get(sources);
    if (known) return known;
    const { by, classes, sameQueryRate } = this.#settings;
    const factors =
      by === 'capacity'
        ? sources.weight.map(() => 1)
        : classFactors(sources, classes, this.#hotAbove);
    if (by !== 'capacity' && sameQueryRate) {
      const scale = sameRateScale(sources.lookups, factors, this.#ttl);
      for (let i = 0; i < factors.length; i++) factors[i] = (factors[i] as number) * scale;
    }
    this.#bySource.set(sources, factors);
    return factors;
  }
}

/** The part of the requests above which a source is hot. */
export function hotThreshold({ count }: Pick<Sources, 'count'>, hotAbove: number | null): number {
  return hotAbove ?? 1 / Math.max(1, count);
}

/**
 * By asker: the average weight over that of its class, so that a class of average sources keeps the record's TTL.
 * Two classes are the hot sources and the others (TTL/2); more classes carry equal parts of the load, from the
 * heaviest source down; each source a class of its own is TTL/K.
 */
function classFactors(
  { weight, count }: Sources,
  classes: number | 'each',
  hotAbove: number | null,
): Float64Array {
  const average = 1 / Math.max(1, count);
  const classOf = classesOf(weight, classes, hotThreshold({ count }, hotAbove));
  const [sums, counts] = [new Map<number, number>(), new Map<number, number>()];
  for (const [i, w] of weight.entries()) {
    if (w === 0) continue;
    const own = classOf[i] as number;
    sums.set(own, (sums.get(own) ?? 0) + w);
    counts.set(own, (counts.get(own) ?? 0) + 1);
  }
  return weight.map((w, i) => {
    const own = classOf[i] as number;
    return w === 0 ? 1 : (average * (counts.get(own) as number)) / (sums.get(own) as number);
  });
}

function classesOf(weight: Float64Array, classes: number | 'each', threshold: number): Int32Array {
  if (classes === 'each') return Int32Array.from(weight, (_, i) => i);
  if (classes === 2) return Int32Array.from(weight, (w) => (w > threshold ? 0 : 1));
  const order = [...weight.keys()].sort(
    (a, b) => (weight[b] as number) - (weight[a] as number) || a - b,
  );
  const classOf = new Int32Array(weight.length);
  let before = 0;
  for (const i of order) {
    const middle = before + (weight[i] as number) / 2;
    classOf[i] = Math.min(classes - 1, Math.floor(middle * classes));
    before += weight[i] as number;
  }
  return classOf;
}

/** c with Σ 1/(c·fᵢT + 1/λᵢ) = Σ 1/(T + 1/λᵢ), λᵢ the look-ups at a source: the authority is asked as often. */
function sameRateScale(lookups: Float64Array, factors: Float64Array, ttl: Seconds): number {
  if (ttl === 0) return 1;
  const asked = (ttlOf: (i: number) => Seconds): PerSecond =>
    lookups.reduce((sum, rate, i) => (rate > 0 ? sum + 1 / (ttlOf(i) + 1 / rate) : sum), 0);
  const goal = asked(() => ttl);
  const rateAt = (scale: number) => asked((i) => scale * (factors[i] as number) * ttl);
  let [low, high] = [0, 1];
  while (rateAt(high) > goal) high *= 2;
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (rateAt(middle) > goal) low = middle;
    else high = middle;
  }
  return goal === 0 ? 1 : (low + high) / 2;
}
