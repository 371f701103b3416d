import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRange, search, type Verdict, written } from '../../../experiments/plan/index.ts';

const ttl = parseRange('zone.records.*.ttl=5..3600');
const decided = (isMet: (value: number) => boolean) => async (value: number) =>
  isMet(value) ? ('met' as const) : ('failed' as const);

describe('a plan', () => {
  it('finds the largest value that meets it, to the tolerance', async () => {
    const { finding } = await search(
      ttl,
      decided((value) => value <= 117),
      { tolerance: 0 },
    );
    expect(finding).toEqual({ kind: 'found', end: 'largest', value: 117, fails: 118 });
  });

  it('finds the smallest where larger ones meet it', async () => {
    const { finding } = await search(
      ttl,
      decided((value) => value >= 42),
      { tolerance: 0 },
    );
    expect(finding).toEqual({ kind: 'found', end: 'smallest', value: 42, fails: 41 });
  });

  it('finds any limit within the tolerance, in few looks', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 5, max: 3599 }), async (limit) => {
        const { finding, tried } = await search(
          ttl,
          decided((value) => value <= limit),
        );
        if (finding.kind !== 'found') throw new Error(finding.kind);
        expect(finding.value).toBeLessThanOrEqual(limit);
        expect(finding.fails).toBeGreaterThan(limit);
        expect((finding.fails ?? 0) - finding.value).toBeLessThanOrEqual(
          Math.max(1, 0.02 * (finding.fails ?? 0)),
        );
        expect(tried.length).toBeLessThanOrEqual(15);
      }),
      { numRuns: 200, seed: 1 },
    );
  });

  it('says so when every value meets it, when none does, and when none is decided', async () => {
    const kindOf = async (verdict: Verdict) =>
      (await search(ttl, async () => verdict)).finding.kind;
    expect(await kindOf('met')).toBe('all');
    expect(await kindOf('failed')).toBe('none');
    expect(await kindOf('inconclusive')).toBe('undecided');
  });

  it('does not count what is not decided as met, and names the nearest value that fails', async () => {
    const { finding } = await search(
      parseRange('x=0..100'),
      async (value) => (value <= 40 ? 'met' : value <= 60 ? 'inconclusive' : 'failed'),
      { tolerance: 0 },
    );
    expect(finding).toMatchObject({ kind: 'found', end: 'largest', value: 40 });
    expect((finding as { fails: number }).fails).toBeGreaterThan(60);
  });

  it('does not take a value that is not decided, between two that meet it, for a change', async () => {
    const { finding } = await search(
      parseRange('x=0..100'),
      async (value) => (value === 50 ? 'inconclusive' : value <= 80 ? 'met' : 'failed'),
      { tolerance: 0 },
    );
    expect(finding).toEqual({ kind: 'found', end: 'largest', value: 80, fails: 81 });
  });

  it('says where it is not monotone, instead of a limit', async () => {
    const { finding } = await search(
      ttl,
      decided((value) => value > 20 && value < 200),
    );
    expect(finding.kind).toBe('notMonotone');
  });

  it('tries only whole numbers between whole numbers, others between others', async () => {
    const whole = await search(
      ttl,
      decided((value) => value <= 77),
    );
    expect(whole.tried.every(({ value }) => Number.isInteger(value))).toBe(true);
    const rate = parseRange('clients.users.arrivals.poisson=0.5/s..2/s');
    const { finding } = await search(
      rate,
      decided((value) => value <= 1.1),
    );
    expect((finding as { value: number }).value).toBeGreaterThan(1.05);
    expect(written(rate, 1.25)).toBe('1.25/s');
  });

  it('refuses what is no range, saying what it expects', () => {
    expect(() => parseRange('zone.ttl=5')).toThrow('Expected PATH=a..b');
    expect(() => parseRange('zone.ttl=60..5')).toThrow('a range that rises');
    expect(() => parseRange('x=1s..2m')).toThrow('one unit');
    expect(parseRange('records[type=A].ttl=5..60').path).toBe('records[type=A].ttl');
  });
});
