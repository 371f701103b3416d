/** Whose requests make up CV²: as measured by pairs of groups, and as expected by cause. */
import { once, type RatioMeasure } from './measure.ts';
import { CAUSES } from './subjects.ts';

/**
 * Σ(sᵢ−pᵢ)²/pᵢ is the sum over pairs of Σ(sᵢ−pᵢ)(s_g,i−w·pᵢ)/pᵢ, where s_g are a pair's requests over all, and w
 * their sum. One that evens out what others do has a part below 0.
 */
export const partOfCvSquared: RatioMeasure = {
  kind: 'ratio',
  name: 'cv-squared-part',
  summary:
    'The part of CV² that requests of a client group, with answers of a resolver group, make up; the parts add up to CV².',
  of: 'pair',
  unit: 'ratio',
  path: 'skew.groups[].cvSquared',
  read({ skew, backends: { intendedWhole } }, i) {
    if (skew.loads === null) return null;
    const all = new Float64Array(intendedWhole.length);
    for (const { requests } of skew.loads)
      for (let b = 0; b < all.length; b++) all[b] = (all[b] as number) + (requests[b] as number);
    const own = skew.loads[i]?.requests ?? new Float64Array(all.length);
    const total = all.reduce((sum, count) => sum + count, 0);
    const part = own.reduce((sum, count) => sum + count, 0);
    if (total === 0) return once(null);
    let sum = 0;
    intendedWhole.forEach((p, b) => {
      const excess = (all[b] as number) / total - p;
      const ownExcess = ((own[b] as number) - part * p) / total;
      if (p > 0) sum += (excess * ownExcess) / p;
    });
    return once(sum);
  },
};

/** The part of its load. */
export const pairShare: RatioMeasure = {
  kind: 'ratio',
  name: 'load-share',
  summary: 'The part of all requests that a client group made with answers of a resolver group.',
  of: 'pair',
  unit: 'share',
  path: 'skew.groups[].share',
  read({ skew }, i) {
    const sums = (skew.loads ?? []).map(({ requests }) => requests.reduce((a, b) => a + b, 0));
    return { y: sums[i] ?? 0, x: sums.reduce((a, b) => a + b, 0) };
  },
};

export const causeOfCvSquared: RatioMeasure = {
  kind: 'ratio',
  name: 'expected-cv-squared-part',
  summary:
    'The part of expected CV² that has one cause (what answers contain, orders that resolvers keep, choices that clients keep, chance) in the requests of a client group and a resolver group; the parts add up to expected CV².',
  of: 'cause',
  unit: 'ratio',
  path: 'skew.causes[].cvSquared',
  read({ skew }, i) {
    if (skew.unpredicted !== null) return null;
    const cells = skew.causes.chance.length;
    const cause = CAUSES[Math.floor(i / cells)] as (typeof CAUSES)[number];
    const weight = skew.causes[cause][i % cells] as number;
    const { wholeRequests } = skew;
    return once(wholeRequests > 0 ? weight / (wholeRequests * wholeRequests) : null);
  },
};
